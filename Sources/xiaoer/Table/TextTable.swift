/// Rows in columns that line up on a terminal, Chinese ones too.
struct TextTable {
    enum Alignment {
        case left
        case right
    }

    struct Column {
        let title: String
        var alignment = Alignment.left
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func append(_ row: [String]) {
        precondition(row.count == columns.count, "a row must have \(columns.count) cells (has \(row.count))")
        rows.append(row)
    }

    /// The title line and the rows, two spaces between columns and none at the ends of lines.
    var lines: [String] {
        let all = [columns.map(\.title)] + rows
        let widths = columns.indices.map { column in
            all.map { TerminalWidth.of($0[column]) }.max() ?? 0
        }
        return all.map { cells in
            let padded = columns.indices.map { column in
                let gap = String(repeating: " ", count: widths[column] - TerminalWidth.of(cells[column]))
                return columns[column].alignment == .left ? cells[column] + gap : gap + cells[column]
            }
            let line = padded.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }
}
