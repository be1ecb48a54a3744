import Glibc

/// The cubic `t² (3 - 2t)`: from 0 at 0 to 1 at 1, level at both ends.
func smoothStep<Number: BinaryFloatingPoint>(_ t: Number) -> Number { t * t * (3 - 2 * t) }

/// A smooth step from 0 at `low` and below to 1 at `high` and above.
func smoothStep(_ low: Float, _ high: Float, _ value: Float) -> Float {
    smoothStep(min(max((value - low) / (high - low), 0), 1))
}

/// Fractional part in [0, 1), also of negative numbers.
func fraction(_ value: Float) -> Float { value - value.rounded(.down) }

/// Difference a - b on a circle of circumference 1, in [-½, ½).
func wrappedDifference(_ a: Float, _ b: Float) -> Float { fraction(a - b + 0.5) - 0.5 }

/// sin 2πt.
func sine(_ turns: Float) -> Float { sin(2 * .pi * turns) }

/// cos 2πt.
func cosine(_ turns: Float) -> Float { cos(2 * .pi * turns) }
