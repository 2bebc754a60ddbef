using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>What the clerk writes down of a document that came in.</summary>
internal sealed record IncomingInput
{
    public DateOnly? ArrivedOn { get; init; }
    public required string Issuer { get; init; }
    public required string Number { get; init; }
    public required string Symbol { get; init; }
    public DateOnly? DatedOn { get; init; }
    public required string KindName { get; init; }
    public required string Summary { get; init; }
    public Urgency? Urgency { get; init; }
    public string SignerName { get; init; } = "";
    public string SignerPosition { get; init; } = "";
    public int? Pages { get; init; }
    public string Note { get; init; } = "";

    /// <summary>The clerk saw that such a document is in the register already.</summary>
    public bool IsDuplicateAccepted { get; init; }
}

/// <summary>A scan of the paper, or the electronic file.</summary>
internal sealed record ScanInput(string FileName, Stream Content);

/// <summary>
/// Registers a document that came in: the next số đến of the year (NĐ 30/2020 Điều 22). A document with the same number, symbol and issuer is
/// told before it is registered twice (Phụ lục VI, phần I, III.1h).
/// </summary>
internal sealed class ReceiveDocument(QmsDb db, Transactor transactor, NumberAllotment numbers, FileStore files, IIncomingObserver observer, TrailLog trail, TimeProvider clock)
{
    /// <summary>The counter of số đến.</summary>
    public const string Series = "văn bản đến";

    public async Task<(Outcome Outcome, Guid? Id)> ExecuteAsync(IncomingInput input, ScanInput? scan, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.KeepRefusal(actor) is { } refusal) return (refusal, null);

        var today = VietnamTime.DateOf(clock.GetUtcNow());
        List<FieldProblem> problems = [.. IncomingRules.Problems(input, today)];
        if (problems.Count > 0) return (AdminRight.Problems(problems), null);

        string? type = null;
        if (scan is not null)
        {
            (type, var fault) = EvidenceFiles.Recognise(scan.FileName, scan.Content);
            if (fault is not null) return (Outcome.Refuse(fault, EvidenceFiles.MaxMegabytes, EvidenceFiles.Kinds), null);
        }

        Guid? id = null;
        var outcome = await transactor.RunAsync(
            async () =>
            {
                if (!input.IsDuplicateAccepted && await IncomingRules.TwinAsync(db, input, null, ct) is { } twin) return Outcome.Refuse("QMS457", twin.ArrivalNumber, twin.Year);

                var arrived = input.ArrivedOn ?? today;
                var row = new IncomingDocument
                {
                    Id = Guid.CreateVersion7(),
                    AgencyId = actor.AgencyId,
                    Year = arrived.Year,
                    ArrivalNumber = await numbers.NextAsync(actor.AgencyId, Series, arrived.Year, ct),
                    ArrivedOn = arrived,
                    Issuer = "",
                    Number = "",
                    Symbol = "",
                    KindName = "",
                    Summary = "",
                    Urgency = Urgency.Normal,
                    State = IncomingState.Received,
                    RecordedAt = clock.GetUtcNow(),
                    RecordedBy = actor.PersonId,
                };
                IncomingRules.Write(row, input);
                if (scan is not null) row.ScanFileId = (await files.PutAsync(actor.AgencyId, scan.Content, EvidenceFiles.CleanName(scan.FileName), type!, actor, ct)).Id;
                db.IncomingDocuments.Add(row);
                await observer.ChangedAsync(row, ct);
                id = row.Id;
                trail.Record(actor, "incoming.received", "incoming", row.Id, string.Create(CultureInfo.InvariantCulture, $"Đăng ký văn bản đến số {row.ArrivalNumber:00}/{row.Year}: {IncomingNames.Of(row)}"), after: IncomingRules.Facts(row));
                return Outcome.Success;
            },
            ct);
        return (outcome, id);
    }
}

/// <summary>Corrects what was written down of an incoming document; số đến and day of arrival stay.</summary>
internal sealed class CorrectIncoming(QmsDb db, Transactor transactor, IIncomingObserver observer, TrailLog trail, TimeProvider clock)
{
    public async Task<Outcome> ExecuteAsync(Guid id, IncomingInput input, Actor actor, CancellationToken ct)
    {
        if (RegisterRights.KeepRefusal(actor) is { } refusal) return refusal;

        return await transactor.RunAsync(
            async () =>
            {
                var row = await db.IncomingDocuments.SingleOrDefaultAsync(d => d.Id == id, ct);
                if (row is null) return Outcome.Refuse("QMS305");

                List<FieldProblem> problems = [.. IncomingRules.Problems(input with { ArrivedOn = row.ArrivedOn }, VietnamTime.DateOf(clock.GetUtcNow()))];
                if (problems.Count > 0) return AdminRight.Problems(problems);
                if (!input.IsDuplicateAccepted && await IncomingRules.TwinAsync(db, input, id, ct) is { } twin) return Outcome.Refuse("QMS457", twin.ArrivalNumber, twin.Year);

                var before = IncomingRules.Facts(row);
                IncomingRules.Write(row, input);
                await observer.ChangedAsync(row, ct);
                trail.Record(actor, "incoming.corrected", "incoming", row.Id, string.Create(CultureInfo.InvariantCulture, $"Sửa đăng ký văn bản đến số {row.ArrivalNumber:00}/{row.Year}"), before, IncomingRules.Facts(row));
                return Outcome.Success;
            },
            ct);
    }
}

/// <summary>What happens when an incoming document is written down or changed.</summary>
internal interface IIncomingObserver
{
    Task ChangedAsync(IncomingDocument document, CancellationToken ct);
}

/// <summary>Incoming documents as people call them.</summary>
internal static class IncomingNames
{
    /// <summary>Số và ký hiệu: "15/QĐ-UBND".</summary>
    public static string Reference(string number, string symbol) => (number, symbol) switch
    {
        ("", _) => symbol,
        (_, "") => number,
        _ => $"{number}/{symbol}",
    };

    public static string Of(IncomingDocument row) => string.Join(" ", new[] { row.KindName, Reference(row.Number, row.Symbol), "của", row.Issuer }.Where(part => part.Length > 0));
}

internal static class IncomingRules
{
    // The lengths of Phụ lục VI, phần II, II.
    private const int LongestNumber = 11;
    private const int LongestSymbol = 30;
    private const int LongestIssuer = 200;
    private const int LongestSummary = 500;

    public static IEnumerable<FieldProblem> Problems(IncomingInput input, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(input.Issuer)) yield return RegisterRights.Problem("Issuer", "NeedIssuer");
        if (string.IsNullOrWhiteSpace(input.Summary)) yield return RegisterRights.Problem("Summary", "NeedSummary");
        if (input.ArrivedOn is { } arrived && (arrived > today || arrived.Year != today.Year && arrived < today.AddDays(-7))) yield return RegisterRights.Problem("ArrivedOn", "ArrivalRange");
        if (input.DatedOn > (input.ArrivedOn ?? today)) yield return RegisterRights.Problem("DatedOn", "DatedAfterArrival");
        if (input.Urgency is null) yield return RegisterRights.Problem("Urgency", "NeedUrgency");
        if (input.Pages is < 0 or > 999) yield return RegisterRights.Problem("Pages", "PagesRange");
        if (TooLong(input.Number, LongestNumber)) yield return RegisterRights.Problem("Number", "TooLong", LongestNumber);
        if (TooLong(input.Symbol, LongestSymbol)) yield return RegisterRights.Problem("Symbol", "TooLong", LongestSymbol);
        if (TooLong(input.Issuer, LongestIssuer)) yield return RegisterRights.Problem("Issuer", "TooLong", LongestIssuer);
        if (TooLong(input.Summary, LongestSummary)) yield return RegisterRights.Problem("Summary", "TooLong", LongestSummary);
        if (TooLong(input.KindName, 100)) yield return RegisterRights.Problem("KindName", "TooLong", 100);
        if (TooLong(input.SignerName, 50)) yield return RegisterRights.Problem("SignerName", "TooLong", 50);
        if (TooLong(input.SignerPosition, 100)) yield return RegisterRights.Problem("SignerPosition", "TooLong", 100);
        if (TooLong(input.Note, LongestSummary)) yield return RegisterRights.Problem("Note", "TooLong", LongestSummary);
    }

    /// <summary>A document with the same number, symbol and issuer, however they are capitalised; without a number nothing can be told.</summary>
    public static Task<IncomingDocument?> TwinAsync(QmsDb db, IncomingInput input, Guid? but, CancellationToken ct)
    {
        var (number, symbol, issuer) = (input.Number.Trim().TrimStart('0'), Literally(input.Symbol), Literally(input.Issuer));
        var year = input.DatedOn?.Year;
        return number.Length == 0 || symbol.Length == 0
            ? Task.FromResult<IncomingDocument?>(null)
            : db.IncomingDocuments.AsNoTracking().OrderBy(d => d.RecordedAt).FirstOrDefaultAsync(
                d => d.Id != but && d.Number.TrimStart('0') == number && EF.Functions.ILike(d.Symbol, symbol, "\\") && EF.Functions.ILike(d.Issuer, issuer, "\\")
                    && (year == null || d.DatedOn == null || d.DatedOn.Value.Year == year), ct);
    }

    public static void Write(IncomingDocument row, IncomingInput input)
    {
        (row.Issuer, row.Number, row.Symbol, row.DatedOn) = (input.Issuer.Trim(), input.Number.Trim(), input.Symbol.Trim(), input.DatedOn);
        (row.KindName, row.Summary, row.Urgency) = (input.KindName.Trim(), input.Summary.Trim(), input.Urgency!.Value);
        (row.SignerName, row.SignerPosition, row.Pages, row.Note) = (input.SignerName.Trim(), input.SignerPosition.Trim(), input.Pages, input.Note.Trim());
    }

    public static object Facts(IncomingDocument row) => new
    {
        row.ArrivalNumber,
        row.ArrivedOn,
        row.Issuer,
        row.Number,
        row.Symbol,
        row.DatedOn,
        row.KindName,
        row.Summary,
        Urgency = row.Urgency.ToString(),
        row.SignerName,
        row.SignerPosition,
        row.Pages,
        row.Note,
    };

    /// <summary>A pattern that matches the text itself, in capitals or not.</summary>
    private static string Literally(string text) => text.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    private static bool TooLong(string text, int most) => text.Trim().Length > most;
}
