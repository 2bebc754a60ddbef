using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;

namespace QmsWorkflow.Server.Features.Measurements.Links;

/// <summary>
/// What the product ships later of an indicator, for agencies that use an earlier shipped version. Where it counts otherwise it waits as a
/// draft, as any version does, until somebody of the agency approves it; where only words changed it takes the place of the old one. What an
/// agency wrote itself stays, and a draft of its own is not touched.
/// </summary>
internal sealed class ShippedUpgrades(QmsDb db, TimeProvider clock)
{
    /// <summary>Within the running transaction.</summary>
    /// <returns>The codes of what waits as a draft, and of what is in force with new words.</returns>
    public async Task<(IReadOnlyList<string> Drafted, IReadOnlyList<string> Reworded)> OfAsync(Guid agencyId, CancellationToken ct)
    {
        var rows = await db.Indicators.Where(i => i.AgencyId == agencyId && i.State != IndicatorState.Retired).ToListAsync(ct);
        var (drafted, added) = (new List<string>(), new List<Indicator>());
        foreach (var inForce in rows.Where(row => row is { State: IndicatorState.Approved, MadeBy: null }))
        {
            if (ShippedIndicators.Find(inForce.Code) is not { } shipped) continue;

            var digest = Digest(shipped);
            if (inForce.Offered == digest || IsSame(inForce.Definition, shipped)) continue;

            var draft = rows.Find(row => row.Code == inForce.Code && row.State == IndicatorState.Draft);
            if (draft is { MadeBy: not null }) continue;

            inForce.Offered = digest;
            if (draft is not null)
            {
                // A still later version takes the place of the one that nobody has approved.
                (draft.Family, draft.Name, draft.Reads, draft.Definition, draft.MadeAt) = (shipped.Family, shipped.Name, ReadsOf(shipped), shipped.ToJson(), clock.GetUtcNow());
                drafted.Add(draft.Code);
            }
            else if (CountsAlike(inForce.Definition, shipped))
            {
                inForce.State = IndicatorState.Retired;
                added.Add(Next(inForce, shipped, IndicatorState.Approved));
            }
            else
            {
                added.Add(Next(inForce, shipped, IndicatorState.Draft));
            }
        }

        // The old versions leave first: one approved version per code, kept by a unique index.
        if (added.Exists(row => row.State == IndicatorState.Approved)) await db.SaveChangesAsync(ct);
        db.Indicators.AddRange(added);
        return ([.. drafted, .. Codes(IndicatorState.Draft)], [.. Codes(IndicatorState.Approved)]);

        IEnumerable<string> Codes(IndicatorState state) => added.Where(row => row.State == state).Select(row => row.Code);
    }

    public static Indicator Version(Guid agencyId, IndicatorDefinition shipped, int version, IndicatorState state, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        Code = shipped.Code,
        Version = version,
        Family = shipped.Family,
        Name = shipped.Name,
        Reads = ReadsOf(shipped),
        Definition = shipped.ToJson(),
        State = state,
        MadeAt = now,
        ApprovedAt = state == IndicatorState.Approved ? now : null,
    };

    private Indicator Next(Indicator inForce, IndicatorDefinition shipped, IndicatorState state) => Version(inForce.AgencyId, shipped, inForce.Version + 1, state, clock.GetUtcNow());

    private static string ReadsOf(IndicatorDefinition shipped) => shipped.Reads.ToString().ToLowerInvariant();

    private static string Digest(IndicatorDefinition shipped) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shipped.ToJson())));

    /// <summary>The database keeps the members of an object in an order of its own, and older versions of the product wrote fewer of them.</summary>
    private static bool IsSame(string stored, IndicatorDefinition shipped)
    {
        if (IndicatorDefinition.Parse(stored).Value is not { } known) return false;

        using var one = JsonDocument.Parse(known.ToJson());
        using var other = JsonDocument.Parse(shipped.ToJson());
        return JsonElement.DeepEquals(one.RootElement, other.RootElement);
    }

    private static bool CountsAlike(string stored, IndicatorDefinition shipped) => IndicatorDefinition.Parse(stored).Value is { } known
        && (known.Reads, known.Unit, known.Numerator.ToString(), known.Denominator.ToString()) == (shipped.Reads, shipped.Unit, shipped.Numerator.ToString(), shipped.Denominator.ToString());
}
