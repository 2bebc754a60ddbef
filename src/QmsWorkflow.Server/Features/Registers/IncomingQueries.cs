using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Which part of the incoming documents is wanted.</summary>
public enum IncomingView { All, Mine, Open, Overdue }

internal sealed record IncomingFilter(int Year, IncomingView View, string? Text, string? Sort, int Page);

internal sealed record IncomingLine
{
    public required Guid Id { get; init; }
    public required int ArrivalNumber { get; init; }
    public required DateOnly ArrivedOn { get; init; }
    public required string Issuer { get; init; }
    public required string Reference { get; init; }
    public DateOnly? DatedOn { get; init; }
    public required string KindName { get; init; }
    public required string Summary { get; init; }
    public required Urgency Urgency { get; init; }
    public required IncomingState State { get; init; }
    public string Lead { get; init; } = "";
    public string Supporting { get; init; } = "";
    public DateOnly? DueOn { get; init; }
    public DateOnly? DoneOn { get; init; }
    public bool IsOverdue { get; init; }
    public DateOnly? ForwardedOn { get; init; }
    public string ReceivedBy { get; init; } = "";
    public string Progress { get; init; } = "";
    public string ReplyNumber { get; init; } = "";
    public string Note { get; init; } = "";

    private string Subject => KindName.Length > 0 ? $"{KindName}: {Summary}" : Summary;

    private string Receiver => Supporting.Length > 0 ? $"{Lead} (phối hợp: {Supporting})" : Lead;

    public IReadOnlyList<string> RegisterCells =>
        [Say(ArrivedOn), ArrivalNumber.ToString("00", CultureInfo.InvariantCulture), Issuer, Reference, Say(DatedOn), Subject, Receiver, Say(ForwardedOn), ReceivedBy, Note];

    public IReadOnlyList<string> TrackingCells =>
    [
        ArrivalNumber.ToString("00", CultureInfo.InvariantCulture), string.Join(" ", new[] { KindName, Reference, DatedOn is { } day ? $"ngày {FormDate.Say(day)}" : "", $"của {Issuer}" }.Where(p => p.Length > 0)),
        Receiver, Say(DueOn), DoneOn is { } done ? $"Xong ngày {FormDate.Say(done)}. {Progress}".TrimEnd('.', ' ') : Progress, ReplyNumber, IsOverdue ? "Quá hạn" : "",
    ];

    private static string Say(DateOnly? day) => day is { } date ? FormDate.Say(date) : "";
}

/// <summary>Reads the incoming documents for the registers and the due lists (NĐ 30/2020, Phụ lục IV, VI and VIII).</summary>
internal sealed class IncomingQueries(QmsDb db, TimeProvider clock)
{
    public const int PageSize = 30;

    public DateOnly Today => VietnamTime.DateOf(clock.GetUtcNow());

    public async Task<(IReadOnlyList<IncomingLine> Lines, int Total)> ListAsync(IncomingFilter filter, Actor actor, CancellationToken ct)
    {
        var rows = Rows(filter, actor);
        return (await LinesAsync(Sorted(rows, filter.Sort).Skip((filter.Page - 1) * PageSize).Take(PageSize), ct), await rows.CountAsync(ct));
    }

    public async Task<RegisterSheet> SheetAsync(IncomingFilter filter, bool isTracking, Actor actor, CancellationToken ct)
    {
        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == actor.AgencyId, ct);
        var lines = await LinesAsync(Sorted(Rows(filter, actor), filter.Sort ?? "number"), ct);
        return new RegisterSheet
        {
            Title = isTracking ? "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN" : "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
            Superior = agency.SuperiorName.ToUpperInvariant(),
            Agency = agency.Name.ToUpperInvariant(),
            Year = filter.Year,
            From = lines.Count > 0 ? lines.Min(line => line.ArrivedOn) : null,
            To = lines.Count > 0 ? lines.Max(line => line.ArrivedOn) : null,
            FirstNumber = lines.Count > 0 ? lines[0].ArrivalNumber.ToString("00", CultureInfo.InvariantCulture) : "",
            LastNumber = lines.Count > 0 ? lines[^1].ArrivalNumber.ToString("00", CultureInfo.InvariantCulture) : "",
            Columns = isTracking ? RegisterColumns.Tracking : RegisterColumns.Incoming,
            Rows = [.. lines.Select(line => isTracking ? line.TrackingCells : line.RegisterCells)],
        };
    }

    public Task<IncomingDocument?> FindAsync(Guid id, CancellationToken ct) => db.IncomingDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct);

    public async Task<string> FileNameAsync(Guid fileId, CancellationToken ct) => await db.StoredFiles.AsNoTracking().Where(f => f.Id == fileId).Select(f => f.FileName).SingleAsync(ct);

    public async Task<IReadOnlyDictionary<Guid, string>> UnitsAsync(CancellationToken ct) => await db.Units.AsNoTracking().OrderBy(u => u.SortOrder).ToDictionaryAsync(u => u.Id, u => u.Name, ct);

    public async Task<IReadOnlyList<int>> YearsAsync(CancellationToken ct) =>
        [.. (await db.IncomingDocuments.AsNoTracking().Select(d => d.Year).Distinct().ToListAsync(ct)).Append(Today.Year).Distinct().OrderDescending()];

    /// <summary>Issued documents that may be the answer to one that came in.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Text)>> RepliesAsync(DateOnly since, CancellationToken ct) =>
        [.. (await db.Documents.AsNoTracking().Where(d => d.State == DocumentState.Issued && d.Number != null && d.IssuedOn >= since).OrderByDescending(d => d.IssuedOn).Take(100).ToListAsync(ct))
            .Select(d => (d.Id, $"{DocumentStamp.Name(d)} – {d.Title}"))];

    private IQueryable<IncomingDocument> Rows(IncomingFilter filter, Actor actor)
    {
        var today = Today;
        var rows = db.IncomingDocuments.AsNoTracking();
        rows = filter.View switch
        {
            // What is open or late does not end with the year.
            IncomingView.Mine => rows.Where(d => d.State == IncomingState.Assigned && (d.LeadUnitId == actor.UnitId || (actor.UnitId != null && d.SupportingUnitIds.Contains(actor.UnitId.Value)))),
            IncomingView.Open => rows.Where(d => d.State != IncomingState.Done),
            IncomingView.Overdue => rows.Where(d => d.State == IncomingState.Assigned && d.DueOn < today),
            _ => rows.Where(d => d.Year == filter.Year),
        };
        if (filter.Text is not { Length: > 0 } text) return rows;

        var pattern = $"%{text.Trim()}%";
        var digits = int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return rows.Where(d => EF.Functions.ILike(EF.Functions.Unaccent(d.Summary), EF.Functions.Unaccent(pattern)) || EF.Functions.ILike(EF.Functions.Unaccent(d.Issuer), EF.Functions.Unaccent(pattern))
            || EF.Functions.ILike(d.Number + "/" + d.Symbol, pattern) || d.ArrivalNumber == digits);
    }

    private static IQueryable<IncomingDocument> Sorted(IQueryable<IncomingDocument> rows, string? sort) => sort switch
    {
        "number" => rows.OrderBy(d => d.Year).ThenBy(d => d.ArrivalNumber),
        "due" => rows.OrderBy(d => d.DueOn == null).ThenBy(d => d.DueOn).ThenBy(d => d.ArrivalNumber),
        "issuer" => rows.OrderBy(d => d.Issuer).ThenBy(d => d.Year).ThenBy(d => d.ArrivalNumber),
        _ => rows.OrderByDescending(d => d.Year).ThenByDescending(d => d.ArrivalNumber),
    };

    private async Task<IReadOnlyList<IncomingLine>> LinesAsync(IQueryable<IncomingDocument> query, CancellationToken ct)
    {
        var rows = await query.ToListAsync(ct);
        var units = await UnitsAsync(ct);
        var today = Today;
        return [.. rows.Select(d => new IncomingLine
        {
            Id = d.Id,
            ArrivalNumber = d.ArrivalNumber,
            ArrivedOn = d.ArrivedOn,
            Issuer = d.Issuer,
            Reference = IncomingNames.Reference(d.Number, d.Symbol),
            DatedOn = d.DatedOn,
            KindName = d.KindName,
            Summary = d.Summary,
            Urgency = d.Urgency,
            State = d.State,
            Lead = d.LeadUnitId is { } lead ? units.GetValueOrDefault(lead, "") : "",
            Supporting = string.Join(", ", d.SupportingUnitIds.Select(id => units.GetValueOrDefault(id, ""))),
            DueOn = d.DueOn,
            DoneOn = d.DoneOn,
            IsOverdue = d.State == IncomingState.Assigned && d.DueOn < today || d.DoneOn > d.DueOn,
            ForwardedOn = d.ForwardedOn,
            ReceivedBy = d.ReceivedBy,
            Progress = d.Progress,
            ReplyNumber = d.ReplyNumber,
            Note = d.Note,
        })];
    }
}
