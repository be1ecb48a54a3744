import QuartetImaging

/// A hat with a brim all around, seen a little from above: brim, crown with a dent, band.
struct BrimmedHatBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    private let crown = 13.0
    private let brim = 20.5

    func layers() -> [GarmentLayer] { [brimPanel(), crownPanel(), band()].map(GarmentLayer.panel) }

    private func brimPanel() -> Panel {
        let oval = Rect(x: -brim, y: -4.8, width: 2 * brim, height: 12.4)
        var panel = Panel.piece("brim", .ellipse(in: oval), roundness: 1.2)
        // Rows of braid or stitches around the brim.
        panel.lines = stride(from: 0.6, to: 4.5, by: 0.65).map { inset in
            PanelLine(
                kind: .rib,
                path: .ellipse(
                    in: Rect(
                        x: oval.minX + inset * 1.7, y: oval.minY + inset * 0.6,
                        width: oval.width - inset * 3.4, height: oval.height - inset * 1.3)))
        }
        return panel
    }

    private func crownPanel() -> Panel {
        var line = Outline(-9.4, 0)
        line.curve(Point(-9.3, -6), Point(-9.0, -crown + 1.5), to: Point(-6.2, -crown - 0.4))
        line.curve(Point(-4, -crown - 1.5), Point(-2, -crown + 0.7), to: Point(0.2, -crown + 0.6))
        line.curve(Point(2.4, -crown + 0.6), Point(4, -crown - 1.5), to: Point(6.2, -crown - 0.4))
        line.curve(Point(9.0, -crown + 1.5), Point(9.3, -6), to: Point(9.4, 0))
        line.curve(Point(5, 3), Point(-5, 3), to: Point(-9.4, 0))
        var panel = Panel.piece("crown", line.closed, roundness: 4, lift: 0.7)
        panel.lines = stride(from: 1.0, to: crown - 2, by: 0.75).map { rise in
            var row = Outline(-9.3, -rise)
            row.curve(Point(-5, 2.9 - rise), Point(5, 2.9 - rise), to: Point(9.3, -rise))
            return PanelLine(kind: .rib, path: row.open)
        }
        panel.folds.creases = [
            FoldField.Crease(
                from: Point(0.2, -crown + 0.4), through: Point(0.6, -crown + 3), to: Point(0.2, -crown + 7),
                width: 1.8, depth: -1.5),
            FoldField.Crease(
                from: Point(-5.6, -crown + 2), through: Point(-6, -crown + 4.5), to: Point(-5, -crown + 7),
                width: 1.3, depth: -0.7),
            FoldField.Crease(
                from: Point(5.6, -crown + 2), through: Point(6, -crown + 4.5), to: Point(5, -crown + 7),
                width: 1.3, depth: -0.7),
        ]
        return panel
    }

    private func band() -> Panel {
        var lower = Outline(-9.45, 0.1)
        lower.curve(Point(-5, 3.1), Point(5, 3.1), to: Point(9.45, 0.1))
        var upper = Outline(-9.35, -3)
        upper.curve(Point(-5, 0), Point(5, 0), to: Point(9.35, -3))
        return .strip("hat band", lower, upper, .part("hat band"), roundness: 2.5)
    }
}

/// A knitted beanie with a turned-up cuff.
struct BeanieBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    func layers() -> [GarmentLayer] {
        var line = Outline(-10, 2)
        line.curve(Point(-10.8, -9), Point(-7, -16), to: Point(-0.4, -16.6))
        line.curve(Point(7, -16.4), Point(10.8, -9), to: Point(10, 2))
        var dome = Panel.piece("dome", line.closed, roundness: 5)
        // Ribs run together at the crown.
        dome.lines = (-12...12).map { index in
            let share = Double(index) / 12
            var rib = Outline(share * 9.9, 1)
            rib.curve(
                Point(share * 10.6, -7), Point(share * 7.5, -14), to: Point(share * 1.2 - 0.2, -16.2))
            return PanelLine(kind: .rib, path: rib.open)
        }
        var top = Outline(-10.6, -1.4)
        top.curve(Point(-5, 0.3), Point(5, 0.3), to: Point(10.6, -1.4))
        var bottom = Outline(-10.3, 6.2)
        bottom.curve(Point(-5, 8.2), Point(5, 8.2), to: Point(10.3, 6.2))
        var cuff = Panel.strip("cuff", top, bottom, .rib("cuffs"), roundness: 5, lift: 0.5)
        cuff.lines = Ribs.lines(
            from: Point(-10.2, -0.8), to: Point(10.2, -0.8), along: Point(0, 1), height: 8.4)
        return [.panel(dome), .panel(cuff)]
    }
}

/// A baseball cap from the side.
struct CapBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    func layers() -> [GarmentLayer] {
        var line = Outline(-9.8, 4)
        line.curve(Point(-10.6, -4), Point(-7, -10.6), to: Point(0, -11))
        line.curve(Point(5.8, -11), Point(9.2, -5.6), to: Point(9.6, 3))
        line.curve(Point(4, 5.4), Point(-5, 6), to: Point(-9.8, 4))
        var crown = Panel.piece("crown", line.closed, roundness: 4.5)
        for (low, bend) in [(Point(-4.6, 5.3), -5.6), (Point(4.2, 4.9), 5.0)] {
            var seam = Outline(0, -11)
            seam.curve(Point(bend * 0.6, -9), Point(bend * 1.1, -2), to: low)
            crown.lines.append(PanelLine(kind: .seam, path: seam.open))
            for shift in [-0.5, 0.5] {
                crown.lines.append(
                    PanelLine(kind: .stitch, path: seam.moved(shift, 0).open))
            }
        }
        let eyelets = [Point(-6.4, -5.4), Point(-0.2, -5.8), Point(6.2, -5.2)].map {
            GarmentLayer.trim(.button(centre: $0, radius: 0.42, part: "trim"))
        }
        return [.panel(crown)] + eyelets + [
            .panel(visor()), .trim(.button(at: Point(0, -11.2), radius: 0.85)),
        ]
    }

    private func visor() -> Panel {
        var upper = Outline(8.4, 0.9)
        upper.curve(Point(13, 0.2), Point(19.6, 3.4), to: Point(21.4, 8.2))
        var lower = Outline(3.6, 5.2)
        lower.curve(Point(9, 4.7), Point(16, 6.3), to: Point(21.4, 8.2))
        var line = upper
        line.append(lower.reversed)
        line.curve(Point(5.6, 4.4), Point(7.6, 3.2), to: Point(8.4, 0.9))
        var panel = Panel.piece("visor", line.closed, .part("brim"), angle: 1.2, roundness: 0.8, lift: 0.6)
        panel.lines = [1.0, 2.0, 3.0].map { inset in
            var row = Outline(8.6 - inset * 0.5, 1.2 + inset)
            row.curve(
                Point(13, 0.9 + inset * 0.9), Point(18.6 - inset * 0.4, 4.2 + inset * 0.5),
                to: Point(20.6 - inset * 0.6, 7.9))
            return PanelLine(kind: .stitch, path: row.open)
        }
        return panel
    }
}

/// A turban: bands of cloth wound one over the other.
struct TurbanBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    func layers() -> [GarmentLayer] {
        var line = Outline(-11, 3)
        line.curve(Point(-13, -7), Point(-8, -15), to: Point(0, -15.4))
        line.curve(Point(8, -15), Point(13, -7), to: Point(11, 3))
        line.curve(Point(5, 0.4), Point(-5, 0.4), to: Point(-11, 3))
        let crown = Panel.piece("crown", line.closed, roundness: 4)
        let bands = (0..<4).map { index -> Panel in
            let rise = Double(index) * 2.7
            let reach = 11.4 - rise * 0.25
            // Both edges meet where the band goes around the head.
            var lower = Outline(-reach, 2.4 - rise * 1.3)
            lower.curve(
                Point(-5, 4.6 - rise), Point(6, -1.2 - rise), to: Point(reach - 0.6, -6 - rise * 0.6))
            var upper = Outline(-reach, 0.8 - rise * 1.3)
            upper.curve(
                Point(-7, -4 - rise), Point(1, -9 - rise), to: Point(reach - 1.4, -8.4 - rise * 0.6))
            var panel = Panel.strip("wrap", lower, upper, angle: -0.9, roundness: 1.2, lift: 0.6)
            panel.folds.creases = FoldField.Crease.row(count: 3, depths: [0.5, -0.45]) { step in
                let y = 2.6 - rise - step * 1.5
                return (
                    from: Point(-reach + 1.4, y - rise * 0.5 + 1), through: Point(0, y - 4),
                    to: Point(reach - 1.5, y - 9.4), width: 0.5
                )
            }
            return index.isMultiple(of: 2) ? panel : panel.mirrored
        }
        return ([crown] + bands.reversed()).map(GarmentLayer.panel)
    }
}
