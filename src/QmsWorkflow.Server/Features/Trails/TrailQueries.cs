using System.Globalization;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Trails;

/// <summary>Reads the trail.</summary>
internal sealed class TrailQueries(QmsDb db)
{
    public const int PageSize = 50;

    public static bool MayRead(Actor actor) => actor.HasAny(Role.Auditor, Role.Admin, Role.IsoSecretary, Role.Head);

    /// <summary>Everything that happened to one record, newest first.</summary>
    public async Task<IReadOnlyList<TrailLine>> OfAsync(string subjectType, string subjectId, CancellationToken ct) =>
        await Lines(db.TrailEntries.Where(e => e.SubjectType == subjectType && e.SubjectId == subjectId)).Take(200).ToListAsync(ct);

    public async Task<(IReadOnlyList<TrailLine> Lines, int Total)> ListAsync(TrailFilter filter, CancellationToken ct)
    {
        var entries = Filtered(filter);
        return (await Lines(entries).Skip((filter.Page - 1) * PageSize).Take(PageSize).ToListAsync(ct), await entries.CountAsync(ct));
    }

    /// <summary>All entries of the filter, newest first, one by one.</summary>
    public IAsyncEnumerable<TrailLine> AllAsync(TrailFilter filter) => Lines(Filtered(filter)).AsAsyncEnumerable();

    /// <summary>The filter of the page's address; days are whole days in Vietnam.</summary>
    public static TrailFilter Filter(string? text, string? from, string? until, int page) =>
        new(null, text, DayStart(FormDate.Read(from)), DayStart(FormDate.Read(until)?.AddDays(1)), page);

    private static DateTimeOffset? DayStart(DateOnly? day) => day is { } date ? VietnamTime.At(date, TimeOnly.MinValue).ToUniversalTime() : null;

    private IQueryable<TrailEntry> Filtered(TrailFilter filter)
    {
        var entries = db.TrailEntries.AsNoTracking();
        if (filter.Action is { Length: > 0 } action) entries = entries.Where(e => e.Action.StartsWith(action));
        if (filter.Text is { Length: > 0 } text)
        {
            var pattern = $"%{text.Trim()}%";
            entries = entries.Where(e => EF.Functions.ILike(EF.Functions.Unaccent(e.Summary), EF.Functions.Unaccent(pattern)) || EF.Functions.ILike(EF.Functions.Unaccent(e.ActorName), EF.Functions.Unaccent(pattern)));
        }

        if (filter.From is { } from) entries = entries.Where(e => e.At >= from);
        if (filter.Until is { } until) entries = entries.Where(e => e.At < until);
        return entries;
    }

    private static IQueryable<TrailLine> Lines(IQueryable<TrailEntry> entries) => entries.AsNoTracking().OrderByDescending(e => e.Position)
        .Select(e => new TrailLine(e.Lane, e.Sequence, e.At, e.ActorName, e.Origin, e.Action, e.SubjectType, e.SubjectId, e.Summary, e.Before, e.After, e.Hash));
}

internal sealed record TrailFilter(string? Action, string? Text, DateTimeOffset? From, DateTimeOffset? Until, int Page);

internal sealed record TrailLine(
    short Lane, long Sequence, DateTimeOffset At, string ActorName, string Origin, string Action, string SubjectType, string SubjectId, string Summary, string? Before, string? After,
    string Hash)
{
    /// <value>The number in its chain; entries beside the first chain name it: "2:15" is entry 15 of chain 2.</value>
    public string Number => Lane == 0 ? Sequence.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Lane}:{Sequence}");
}
