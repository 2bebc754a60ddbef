using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Registers;

/// <summary>Finds the register that an address names.</summary>
internal sealed class RegisterSheets(OutgoingQueries outgoing, IncomingQueries incoming)
{
    public static string FileName(string which) => which switch { "outgoing" => "so-van-ban-di", "incoming" => "so-van-ban-den", _ => "so-theo-doi-van-ban-den" };

    /// <returns>Null for a register without a template.</returns>
    public static string? TemplateOf(string which) => which is "outgoing" or "incoming" ? $"registers/{FileName(which)}" : null;

    public async Task<RegisterSheet?> FindAsync(string which, int? year, string? series, string? text, string? view, Actor actor, CancellationToken ct)
    {
        var of = year is >= 2000 and <= 2100 ? year.Value : incoming.Today.Year;
        var part = Enum.TryParse<IncomingView>(view, out var parsed) && Enum.IsDefined(parsed) ? parsed : IncomingView.All;
        return which switch
        {
            "outgoing" => await outgoing.SheetAsync(actor.AgencyId, new OutgoingFilter(of, series, text, null, 1), ct),
            "incoming" => await incoming.SheetAsync(new IncomingFilter(of, part, text, null, 1), isTracking: false, actor, ct),
            "tracking" => await incoming.SheetAsync(new IncomingFilter(of, part, text, null, 1), isTracking: true, actor, ct),
            _ => null,
        };
    }
}
