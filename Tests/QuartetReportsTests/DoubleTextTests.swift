import QuartetReports
import Testing

@Suite struct DoubleTextTests {
    @Test func tablesHaveFixedDigits() {
        #expect(1.5.text(2) == "1.50")
        #expect((-0.25).text(1) == "-0.3" && 0.125.text(2) == "0.13")
        #expect((-0.04).text(1) == "0.0" && (-0.0).text(0) == "0")
        #expect(123456.7.text(0) == "123457")
        #expect(Double.infinity.text(2) == "inf" && Double.nan.text(2) == "nan")
    }

    @Test func zerosAtTheEndAreLeftOut() {
        #expect(12.50.text(atMost: 2) == "12.5" && 500.0.text(atMost: 3) == "500")
        #expect(100.text(atMost: 0) == "100" && (-0.001).text(atMost: 2) == "0")
    }

    @Test func digitsAreCountedFromTheFirst() {
        #expect(0.000123456789.text(significant: 6) == "0.000123457")
        #expect(1.5.text(significant: 6) == "1.5")
    }

    @Test func pagesHaveATrueMinus() {
        #expect(NumberText.decimal(-9.25, 1) == "\u{2212}9.3" && NumberText.decimal(-0.04, 1) == "0.0")
        #expect(NumberText.decimal(.nan, 1).isEmpty && NumberText.decimal(1e300, 1).isEmpty)
    }
}
