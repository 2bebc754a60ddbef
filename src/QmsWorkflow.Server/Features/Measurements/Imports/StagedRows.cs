namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>What readers need to know of the agency and the source.</summary>
/// <param name="Now">The agency's wall clock: nothing is received or finished after it.</param>
internal sealed record ReadingContext(SourceMapping Mapping, IReadOnlyList<string> Headers, UnitLookup Units, Domain.Calendar.WorkingCalendar Calendar, DateTime Now);

/// <summary>Turns rows of a file into rows of the staging table.</summary>
internal abstract class StagedRows
{
    /// <summary>The columns of the staging table in the order they are written.</summary>
    public abstract string Columns { get; }

    /// <returns>False when the row has a fault; it is not written then.</returns>
    public abstract bool Check(IRowReader row, FaultList faults);

    /// <returns>How many rows were written.</returns>
    public abstract int Write(IRowReader row, CopyBuffer copy);

    public static StagedRows Of(string kind, ReadingContext context) => kind == "cases" ? new StagedCases(context) : new StagedFigures(context);

    protected static bool Required(CellReading cell, IRowReader row, ReadOnlySpan<char> text, int longest, FaultList faults)
    {
        if (text.IsEmpty)
        {
            faults.Add(row.Row, cell.Header, text, "required", "Ô này không được để trống.");
            return false;
        }

        return Fits(cell, row, text, longest, faults);
    }

    protected static bool Fits(CellReading cell, IRowReader row, ReadOnlySpan<char> text, int longest, FaultList faults)
    {
        if (text.Length > longest)
        {
            faults.Add(row.Row, cell.Header, text, "length", $"Dài {text.Length} chữ, nhiều nhất là {longest}.");
            return false;
        }

        if (!text.Contains('\0')) return true;

        faults.Add(row.Row, cell.Header, text, "text", "Có ký tự không hợp lệ (mã 0).");
        return false;
    }

    protected static Guid? Unit(CellReading cell, IRowReader row, UnitLookup units, FaultList faults)
    {
        var text = cell.Text(row);
        if (text.IsEmpty)
        {
            faults.Add(row.Row, cell.Header, text, "required", "Ô này không được để trống.");
            return null;
        }

        if (units.Find(text) is { } found) return found;

        faults.Add(row.Row, cell.Header, text, "unit", units.Unknown(text));
        return null;
    }
}
