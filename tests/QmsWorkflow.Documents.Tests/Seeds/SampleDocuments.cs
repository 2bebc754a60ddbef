using System.Globalization;
using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Seeds;

/// <summary>The data of a document, made from a folder of <c>samples</c> as the product makes it from its database.</summary>
internal sealed class SampleDocuments(string folder)
{
    private static readonly (string Kind, string Template)[] AgencyKinds =
        [("plan", "annual-plan/ke-hoach"), ("submission", "agency-objectives/to-trinh"), ("decision", "agency-objectives/quyet-dinh")];

    private readonly JsonObject agency = (JsonObject)Read(folder, "agency.json");
    private readonly JsonObject cycle = (JsonObject)Read(folder, "cycle.json");
    private readonly JsonObject documents = (JsonObject)Read(folder, "documents.json");
    private readonly JsonArray objectives = (JsonArray)Read(folder, "objectives.json");

    /// <summary>The data of a kind of document; a draft, or issued with this number and date.</summary>
    public JsonObject Data(string kind, (int Number, DateOnly Day)? issued = null)
    {
        var wording = (JsonObject)documents[kind]!;
        var symbol = $"{kind switch { "plan" => "KH", "submission" => "TTr", _ => "QĐ" }}-{agency["symbol"]}";
        var month = wording["draftMonth"]!.GetValue<int>();
        var data = new JsonObject
        {
            ["superior"] = Upper(agency["superior"]),
            ["agency"] = Upper(agency["name"]),
            ["numberLine"] = $"Số: {(issued is { } one ? one.Number.ToString("00", CultureInfo.InvariantCulture) : "       ")}/{symbol}",
            ["placeDate"] = $"{agency["place"]}, {Date(issued?.Day, month)}",
            ["kindName"] = kind switch { "plan" => "KẾ HOẠCH", "submission" => "TỜ TRÌNH", _ => "QUYẾT ĐỊNH" },
            ["bases"] = Bases(wording),
            ["recipients"] = wording["recipients"]!.DeepClone(),
            ["signatureLines"] = wording["signatureLines"]!.DeepClone(),
            ["signer"] = wording["signer"]!.DeepClone(),
        };
        foreach (var name in (string[])["title", "intro", "purposes", "contentHeading", "organisation", "closing", "addressee", "paragraphs", "proposer", "articles"])
        {
            if (wording[name] is { } part) data[name] = part.DeepClone();
        }

        if (kind == "plan") data["rows"] = Numbered(((JsonArray)Read(folder, "plan.json")).Select(row => (JsonObject)row!), "content", "timing", "responsible");
        if (kind == "submission") data["objectives"] = new JsonArray([.. objectives.Select(o => (JsonNode)$"{o!["number"]} {Statement(o).Replace('\n', ' ')}")]);
        if (kind == "decision")
        {
            data["authority"] = agency["authorityLine"]!.DeepClone();
            data["appendix"] = Appendix((JsonObject)wording["appendix"]!, symbol, issued, month);
        }

        return data;
    }

    /// <summary>Writes all documents of all samples into a folder.</summary>
    public static int Write(string target)
    {
        foreach (var folder in Directory.EnumerateDirectories(Repository.Path("samples")).Where(f => File.Exists(Path.Combine(f, "documents.json"))).Order(StringComparer.Ordinal))
        {
            foreach (var (kind, template) in AgencyKinds) Save(template, new SampleDocuments(folder).Data(kind), $"{Path.GetFileName(folder)}-{kind}");
        }

        foreach (var template in Repository.Templates())
        {
            Save(template, (JsonObject)JsonNode.Parse(File.ReadAllText(Repository.Path("templates", template + ".sample.json")))!, "sample-" + Path.GetFileName(template));
        }

        return 0;

        void Save(string template, JsonObject data, string name)
        {
            Directory.CreateDirectory(target);
            var filled = DocxTemplate.Open(Repository.Template(template), template).Fill(data);
            foreach (var problem in filled.Problems) Console.Error.WriteLine(problem);
            if (filled.Docx is not null) File.WriteAllBytes(Path.Combine(target, name + ".docx"), filled.Docx);
        }
    }

    private static JsonNode Read(string folder, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!;

    private static string Upper(JsonNode? text) => text!.GetValue<string>().ToUpper(CultureInfo.InvariantCulture);

    private static string Statement(JsonNode objective) => objective["statement"]!.GetValue<string>();

    private string Date(DateOnly? day, int month) => day is { } known
        ? $"ngày {known.Day:00} tháng {(known.Month < 3 ? known.Month.ToString("00", CultureInfo.InvariantCulture) : known.Month)} năm {known.Year}"
        : $"ngày     tháng {(month < 3 ? month.ToString("00", CultureInfo.InvariantCulture) : month)} năm {cycle["year"]}";

    private JsonArray Bases(JsonObject wording)
    {
        var register = ((JsonArray)Read(folder, "legal-bases.json")).ToDictionary(basis => basis!["code"]!.GetValue<string>(), basis => basis!["citation"]!.GetValue<string>());
        return new JsonArray([.. ((JsonArray)wording["bases"]!).Select(code => (JsonNode)(register[code!.GetValue<string>()] + ";"))]);
    }

    private JsonObject Appendix(JsonObject wording, string symbol, (int Number, DateOnly Day)? issued, int month)
    {
        var appendix = (JsonObject)wording.DeepClone();
        var number = issued?.Number.ToString("00", CultureInfo.InvariantCulture) ?? "      ";
        var date = issued is { } known ? Date(known.Day, month) : $"ngày     /{month:00}/{cycle["year"]}";
        appendix["reference"] = $"({appendix["attached"]} Quyết định số {number}/{symbol} {date} {appendix["by"]})";
        appendix["items"] = new JsonArray([.. objectives.Select(objective =>
        {
            var paragraphs = Statement(objective!).Split('\n');
            return new JsonObject
            {
                ["number"] = objective!["number"]!.DeepClone(), ["text"] = paragraphs[0], ["paragraphs"] = new JsonArray([.. paragraphs.Skip(1).Select(text => (JsonNode)text)]),
            };
        })]);
        return appendix;
    }

    private static JsonArray Numbered(IEnumerable<JsonObject> rows, params string[] names) => new([.. rows.Select((row, index) =>
    {
        var numbered = new JsonObject { ["ordinal"] = (index + 1).ToString(CultureInfo.InvariantCulture) };
        foreach (var name in names) numbered[name] = row[name]!.DeepClone();
        return numbered;
    })]);
}
