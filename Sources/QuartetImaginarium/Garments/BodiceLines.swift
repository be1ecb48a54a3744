import QuartetImaging

/// Lines on the bodice's front: hem, darts, yoke, openings, raglan seams and quilting.
struct BodiceLines {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    private var neck: NecklineBlock { bodice.neck }
    private var armhole: Double { parameters.bodice.armhole }

    func lines() -> [PanelLine] {
        hem() + darts() + yoke() + keyhole() + raglanSeams() + quilting() + boning()
    }

    /// The stitches of a hem that no band and no skirt covers.
    private func hem() -> [PanelLine] {
        guard !parameters.has(.rib), !parameters.has(.hemBand),
            parameters.jacketHem != nil || parameters.seamHeight == parameters.hemHeight
        else { return [] }
        let line = bodice.hem()
        return [line, line.mirrored].map { half in
            PanelLine(kind: .hem, path: half.open.transformed(by: .translation(0, -Measure.hem)))
        }
    }

    /// From below the waist up towards the bust.
    private func darts() -> [PanelLine] {
        guard parameters.has(.darts), parameters.neckline.shape != .straps,
            parameters.collar.shape != .notch
        else { return [] }
        let (chest, waist) = (parameters.bodice.chest, parameters.bodice.waist)
        let below = bodice.bottom > parameters.waistHeight + 2 ? 10.0 : 0
        let bottom = min(parameters.waistHeight + below, bodice.bottom)
        return [1.0, -1.0].map { side in
            var dart = Outline(side * waist * 0.52, bottom)
            dart.curve(
                Point(side * waist * 0.5, bottom - 7), Point(side * waist * 0.5, armhole + 11),
                to: Point(side * chest * 0.44, armhole + 6.5))
            return PanelLine(kind: .seam, path: dart.open)
        }
    }

    private func yoke() -> [PanelLine] {
        guard parameters.has(.yoke) else { return [] }
        let drop = parameters.bodice.drop
        return [1.0, -1.0].flatMap { side in
            var yoke = Outline(side * (neck.shoulderPoint.x + 0.6), 4.6)
            yoke.curve(
                Point(side * 12, drop + 2.6), Point(side * 16, drop + 4.4),
                to: Point(side * (neck.shoulderTip.x - 0.8), drop + 5.2))
            let seam = PanelLine(kind: .seam, path: yoke.open)
            guard parameters.has(.topstitching) else { return [seam] }
            return [
                seam, PanelLine(kind: .stitch, path: yoke.open.transformed(by: .translation(0, 0.6))),
            ]
        }
    }

    private func keyhole() -> [PanelLine] {
        guard parameters.neckline.opening > 0 else { return [] }
        let hole = Rect(
            x: -1.6, y: parameters.neckline.depth + 1, width: 3.2, height: parameters.neckline.opening)
        return [PanelLine(kind: .opening, path: .ellipse(in: hole))]
    }

    private func raglanSeams() -> [PanelLine] {
        guard parameters.sleeve.isRaglan, parameters.sleeve.length > 0 else { return [] }
        return [1.0, -1.0].map { side in
            var seam = Outline(side * (neck.shoulderPoint.x - 0.4), neck.shoulderPoint.y + 3.4)
            seam.curve(
                Point(side * (neck.shoulderPoint.x + 3), 11),
                Point(side * (neck.underarm.x - 8), neck.underarm.y - 5),
                to: Point(side * neck.underarm.x, neck.underarm.y))
            return PanelLine(kind: .seam, path: seam.open)
        }
    }

    /// The bones of a corset, and its busk in the middle.
    private func boning() -> [PanelLine] {
        guard parameters.has(.boning) else { return [] }
        let top = armhole - 1
        return [-0.84, -0.62, -0.4, -0.2, -0.05, 0.05, 0.2, 0.4, 0.62, 0.84].map { share in
            var bone = Outline(parameters.bodice.chest * share, top + (abs(share) < 0.3 ? 0.5 : 0))
            bone.smooth(
                [parameters.waistHeight, bodice.bottom + 6].map { y in
                    Point(bodice.halfWidth(at: min(y, bodice.bottom)) * share, y)
                })
            return PanelLine(kind: .seam, path: bone.open)
        }
    }

    private func quilting() -> [PanelLine] {
        guard parameters.has(.quilting) else { return [] }
        return stride(from: armhole - 8, to: bodice.bottom - 4, by: 7).map { y in
            let width = bodice.halfWidth(at: y) - 0.6
            var line = Outline(-width, y)
            line.curve(Point(-width * 0.4, y + 1.4), Point(width * 0.4, y + 1.4), to: Point(width, y))
            return PanelLine(kind: .quilt, path: line.open)
        }
    }
}
