using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Templates;

/// <summary>What is wrong with single fields of this slice's forms.</summary>
internal static class TemplateFaults
{
    private static readonly ResourceManager Texts = new(typeof(TemplatesText));

    public static Outcome Refuse(IReadOnlyList<FieldProblem> fields) => (Outcome.Refused)Outcome.Refuse("QMS412") with { Fields = fields };

    public static FieldProblem Of(string field, string text, params object[] args) =>
        new(field, string.Format(CultureInfo.CurrentCulture, Texts.GetString(text, CultureInfo.CurrentUICulture)!, args));

    /// <summary>One act at a time on the versions of one template; others wait until it has committed.</summary>
    public static Task LockTemplateAsync(this QmsDb db, Guid agencyId, string template, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({agencyId.ToString() + template}, 90))", ct);
}
