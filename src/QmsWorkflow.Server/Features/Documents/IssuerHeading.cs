using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Documents;

/// <summary>Who issues, at the top of a document: a committee stands under the agency whose seal it uses (NĐ 30/2020, Phụ lục I, II.2).</summary>
internal static class IssuerHeading
{
    public static void Write(JsonObject content, Agency agency, Committee? committee)
    {
        var name = committee?.Name ?? agency.Name;
        content["superior"] = NameLines.Of((committee is null ? agency.SuperiorName : agency.Name).ToUpper(CultureInfo.InvariantCulture), NameLines.Heading);
        content["agency"] = NameLines.Of(name.ToUpper(CultureInfo.InvariantCulture), NameLines.Heading);
        content["agencyName"] = name;
    }
}
