internal import Foundation

/// A program that is called and answers as AutoDock Vina is, at once.
public enum FakeVina {
    /// The shell commands of a docking that succeeds: one pose, the ligand where it was, with an affinity of
    /// −atoms.exhaustiveness.
    public static let success = """
        { echo 'MODEL 1'
          echo "REMARK VINA RESULT: -$(grep -c ^ATOM "$ligand").$exhaustiveness 0 0"
          grep ^ATOM "$ligand"
          echo ENDMDL; } > "$out"
        """

    /// Writes it as `vina` into a folder and returns its path.
    ///
    /// - Parameter docking: shell commands, run in that folder; `$ligand`, `$out` and `$exhaustiveness` are set.
    @discardableResult
    public static func write(to folder: String, docking: String = success) throws -> String {
        let program = """
            #!/bin/sh
            [ "$1" = --version ] && { echo 'AutoDock Vina v0'; exit 0; }
            while [ $# -gt 0 ]; do
                case "$1" in
                --ligand) ligand=$2 ;;
                --out) out=$2 ;;
                --exhaustiveness) exhaustiveness=$2 ;;
                esac
                shift
            done
            cd "$(dirname "$0")"
            echo "$exhaustiveness" >> calls
            \(docking)
            """
        let path = folder + "/vina"
        try Data(program.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    /// The exhaustiveness of every docking so far, in order.
    public static func calls(in folder: String) -> [Int] {
        let text = (try? String(contentsOfFile: folder + "/calls", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").compactMap { Int($0) }
    }
}
