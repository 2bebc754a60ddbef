using System.Globalization;
using System.Text;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Trails;

/// <summary>The trail as a table for a spreadsheet, with the filter of the page, newest first.</summary>
internal static class TrailExport
{
    private static readonly string[] Columns =
        ["lane", "sequence", "at", "actor", "origin", "action", "subject_type", "subject_id", "summary", "before", "after", "hash"];

    public static async Task<IResult> GetAsync(string? q, string? from, string? until, TrailQueries queries, CurrentActor current, CancellationToken ct)
    {
        if (!TrailQueries.MayRead(current.Required)) return Results.StatusCode(StatusCodes.Status403Forbidden);

        var filter = TrailQueries.Filter(q, from, until, page: 1);
        var text = new StringBuilder().AppendJoin(',', Columns).Append('\n');
        await foreach (var line in queries.AllAsync(filter).WithCancellation(ct))
        {
            string?[] cells =
            [
                line.Lane.ToString(CultureInfo.InvariantCulture), line.Sequence.ToString(CultureInfo.InvariantCulture), VietnamTime.Of(line.At).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture), line.ActorName,
                line.Origin, line.Action, line.SubjectType, line.SubjectId, line.Summary, line.Before, line.After, line.Hash,
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append('\n');
        }

        // The mark at the start tells spreadsheets that the text is UTF-8.
        return Results.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text.ToString())).ToArray(), "text/csv", "nhat-ky.csv");
    }

    /// <summary>Quoted; a cell that a spreadsheet would take for a formula is marked as text.</summary>
    private static string Cell(string? value)
    {
        var safe = value is { Length: > 0 } && value[0] is '=' or '+' or '-' or '@' or '\t' ? $"'{value}" : value;
        return $"\"{safe?.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
