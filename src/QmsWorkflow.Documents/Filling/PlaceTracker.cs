using System.Globalization;

namespace QmsWorkflow.Documents.Filling;

/// <summary>Counts tables, rows, cells and paragraphs while a part is read, to say where a field stands.</summary>
/// <param name="part">How the part is called.</param>
internal sealed class PlaceTracker(string part)
{
    private readonly Stack<Spot> tables = new();
    private int paragraphCount;
    private int tableCount;
    private int textBoxes;
    private int paragraph;

    public int Paragraphs => paragraphCount;

    /// <summary>Paragraphs that were there, but are not read.</summary>
    public void SkipTo(int paragraphs) => paragraphCount = Math.Max(paragraphCount, paragraphs);

    public int EnterParagraph()
    {
        var outer = paragraph;
        paragraph = ++paragraphCount;
        return outer;
    }

    public void LeaveParagraph(int outer) => paragraph = outer;

    public void EnterTable() => tables.Push(new Spot(++tableCount));

    public void LeaveTable() => tables.Pop();

    public void EnterRow()
    {
        if (tables.TryPeek(out var table)) (table.Row, table.Cell, table.IsInRow) = (table.Row + 1, 0, true);
    }

    public void LeaveRow()
    {
        if (tables.TryPeek(out var table)) table.IsInRow = false;
    }

    public void EnterCell()
    {
        if (tables.TryPeek(out var table)) (table.Cell, table.IsInCell) = (table.Cell + 1, true);
    }

    public void LeaveCell()
    {
        if (tables.TryPeek(out var table)) table.IsInCell = false;
    }

    public void EnterTextBox() => textBoxes++;

    public void LeaveTextBox() => textBoxes--;

    /// <summary>The place of a control.</summary>
    /// <param name="holdsParagraphs">Whether it is around paragraphs.</param>
    public string Here(bool holdsParagraphs)
    {
        var where = textBoxes > 0 ? part + ", khung chữ" : part;
        if (tables.TryPeek(out var table))
        {
            var place = $"{where}, bảng {Number(table.Number)}, hàng {Number(table.IsInRow ? table.Row : table.Row + 1)}";
            return table.IsInCell ? $"{place}, ô {Number(table.Cell)}" : place;
        }

        if (paragraph > 0) return $"{where}, đoạn {Number(paragraph)}";
        return holdsParagraphs ? $"{where}, đoạn {Number(paragraphCount + 1)}" : where;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Spot(int number)
    {
        public int Number { get; } = number;

        public int Row { get; set; }

        public int Cell { get; set; }

        public bool IsInRow { get; set; }

        public bool IsInCell { get; set; }
    }
}
