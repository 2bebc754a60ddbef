using System.Globalization;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Rows of a monthly table: a unit, a month and counts; the sums between the columns must come out.</summary>
internal sealed class StagedFigures : StagedRows
{
    private static readonly string[] Keys = ["unit", "field", "month", "year", "period"];
    private static readonly char[] Separators = ['/', '-', '.'];

    private readonly ReadingContext context;
    private readonly CellReading unit, field, month, year, period;
    private readonly CellReading[] counts;
    private readonly string cutOff;
    private readonly Dictionary<string, long> values = new(StringComparer.Ordinal);

    private Guid unitId;
    private (int Year, int Month) at;

    public StagedFigures(ReadingContext context)
    {
        this.context = context;
        CellReading Cell(string name) => new(name, context.Mapping, context.Headers);
        (unit, field, month, year, period) = (Cell("unit"), Cell("field"), Cell("month"), Cell("year"), Cell("period"));
        counts = [.. context.Mapping.Columns.Where(column => column.Value.Length > 0 && !Keys.Contains(column.Key)).Select(column => Cell(column.Key))];
        cutOff = context.Mapping.Defaults.GetValueOrDefault("cut_off") == nameof(CutOff.Fifteenth) ? nameof(CutOff.Fifteenth) : nameof(CutOff.Calendar);
    }

    public override string Columns => "row_number, unit_id, field, year, month, cut_off, column_name, value";

    public override bool Check(IRowReader row, FaultList faults)
    {
        var isFaulty = !Fits(field, row, field.Text(row), 1000, faults);
        if (Unit(unit, row, context.Units, faults) is { } found) unitId = found;
        else isFaulty = true;
        isFaulty |= !CheckMonth(row, faults);
        values.Clear();
        foreach (var cell in counts) isFaulty |= !CheckCount(cell, row, faults);
        if (isFaulty) return false;

        foreach (var broken in FigureRules.Check(values))
        {
            isFaulty = true;
            var cell = counts.First(cell => cell.Name == broken.Rule.Left[0]);
            faults.Add(row.Row, cell.Header, cell.Text(row), broken.Rule.Code, broken.MessageVi);
        }

        return !isFaulty;
    }

    public override int Write(IRowReader row, CopyBuffer copy)
    {
        foreach (var (name, value) in values)
        {
            copy.Row(8);
            copy.Long(row.Row);
            copy.Uuid(unitId);
            copy.Text(field.Text(row));
            copy.Int(at.Year);
            copy.Int(at.Month);
            copy.Text(cutOff);
            copy.Text(name);
            copy.Long(value);
        }

        return values.Count;
    }

    private bool CheckCount(CellReading cell, IRowReader row, FaultList faults)
    {
        var text = cell.Text(row);
        // An empty cell says nothing of the column; a zero does.
        if (text.IsEmpty) return true;
        if (TryWhole(text, out var value))
        {
            values[cell.Name] = value;
            return true;
        }

        faults.Add(row.Row, cell.Header, text, "number", $"“{text}” không phải là số nguyên từ 0 trở lên.");
        return false;
    }

    /// <summary>Digits, also in groups of three as spreadsheets write them ("2.450", "2 450").</summary>
    private static bool TryWhole(ReadOnlySpan<char> text, out long value)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)) return true;

        Span<char> digits = stackalloc char[24];
        var used = 0;
        var sinceGroup = -1;
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter) && used < digits.Length)
            {
                digits[used++] = letter;
                if (sinceGroup >= 0) sinceGroup++;
            }
            else if (letter is '.' or ',' or ' ' or '\u00A0' && used > 0 && sinceGroup is -1 or 3) sinceGroup = 0;
            else return false;
        }

        return sinceGroup == 3 && long.TryParse(digits[..used], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private bool CheckMonth(IRowReader row, FaultList faults)
    {
        var (cell, found) = period.IsThere ? (period, OfPeriod(period.Text(row))) : (month, OfTwo(month.Text(row), year.Text(row)));
        if (found is { Month: >= 1 and <= 12, Year: >= 2000 and <= 2100 } known && known.Year * 12 + known.Month <= context.Now.Year * 12 + context.Now.Month + 1)
        {
            at = known;
            return true;
        }

        faults.Add(row.Row, cell.Header, cell.Text(row), "month", "Kỳ phải là tháng và năm có thật và đã đến, ví dụ “8/2026”.");
        return false;
    }

    private static (int Year, int Month)? OfTwo(ReadOnlySpan<char> month, ReadOnlySpan<char> year) =>
        int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) ? (y, m) : null;

    private static (int Year, int Month)? OfPeriod(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("tháng ", StringComparison.OrdinalIgnoreCase)) text = text[6..];
        var parts = text.ToString().Split(Separators, StringSplitOptions.TrimEntries);
        return parts.Length switch
        {
            2 when parts[0].Length == 4 => OfTwo(parts[1], parts[0]),
            2 => OfTwo(parts[0], parts[1]),
            // A sheet's date: 2026-08-01 00:00:00.
            3 when parts[0].Length == 4 => OfTwo(parts[1], parts[0]),
            _ => null,
        };
    }
}
