using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using QmsWorkflow.Documents;
using QmsWorkflow.Server.Features.Compose;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Tests.Documents;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Compose;

/// <summary>Every kind that may be composed: its form asks for all that its template wants, and no more than people know.</summary>
public sealed class ComposedKindTests(TestCluster cluster)
{
    private static readonly TemplateFolder Shipped = new(Path.Combine(Repository.Root, "templates"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [.. DocumentKindInfo.Ordered.Where(info => info.IsComposed).Select(info => info.Kind)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_typed_comes_back_from_the_form_as_it_was(string kind)
    {
        var info = DocumentKindInfo.Find(kind)!;
        var root = Shipped.Schema(info.Template).Root;
        var posted = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        var sample = Shipped.Sample(info.Template);
        Post(root, sample, "", posted);

        var typed = ComposeReader.Read(root, new FormCollection(posted));

        var again = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        Post(root, typed, "", again);
        again.ShouldContainKey("f:" + root.Order.First(name => typed[name] is JsonValue { } text && text.GetValueKind() == System.Text.Json.JsonValueKind.String));
        again.Where(field => posted.GetValueOrDefault(field.Key).ToString().ReplaceLineEndings("\n").Trim() != field.Value.ToString()).ShouldBeEmpty();
        ComposeProblems.Of(root, typed).ShouldBeEmpty();
        typed.ContainsKey("signer").ShouldBeFalse("the signer is chosen, not typed");
    }

    [Fact]
    public async Task Every_kind_is_composed_from_its_sample_into_a_file()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var drafter = await app.ActorAsync("hai-duong", "hd.cc1.vp");
        var head = (await app.ActorAsync("hai-duong", "hd.giamdoc")).PersonId;
        var faults = new List<string>();

        foreach (var info in DocumentKindInfo.Ordered.Where(info => info.IsComposed))
        {
            var posted = new Dictionary<string, StringValues>(StringComparer.Ordinal);
            var root = Shipped.Schema(info.Template).Root;
            Post(root, Shipped.Sample(info.Template), "", posted);
            var typed = ComposeReader.Read(root, new FormCollection(posted));
            var (outcome, id) = await app.InAsync("hai-duong", (services, _) =>
                services.GetRequiredService<SaveComposition>().ExecuteAsync(new CompositionInput(null, info.Kind, typed) { SignerId = head }, drafter, Ct));
            if (id is not { } document || (await app.DocumentAsync("hai-duong", document)).DocxFileId is null) faults.Add($"{info.Kind}: {outcome}; {await MissingAsync(app, drafter, id)}");
            else if (info.IsNumbered && !DocxText.ToPlainText(DocxText.Read(await app.FileOfAsync("hai-duong", document))).Contains("SLĐTBXH", StringComparison.Ordinal)) faults.Add($"{info.Kind}: no symbol");
        }

        faults.ShouldBeEmpty();
    }

    private static async Task<string> MissingAsync(ProductApp app, Actor drafter, Guid? id) => id is null ? "" : await app.InAsync("hai-duong", async (services, _) =>
        string.Join("; ", (await services.GetRequiredService<ComposeQueries>().FindAsync(id.Value, drafter, Ct))!.Problems.Select(problem => $"{problem.Field} {problem.Message}")));

    /// <summary>What a browser would send of a form that shows this data.</summary>
    private static void Post(SchemaNode node, JsonNode? value, string path, Dictionary<string, StringValues> posted)
    {
        switch (node.Type)
        {
            case "object":
                foreach (var name in node.Order.Where(name => value is JsonObject group && group.ContainsKey(name))) Post(node.Properties[name], value?[name], path.Length == 0 ? name : $"{path}.{name}", posted);
                break;
            case "array":
                var items = value as JsonArray ?? [];
                posted[$"n:{path}"] = items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                for (var index = 0; index < items.Count; index++) Post(node.Items!, items[index], $"{path}.{index}", posted);
                break;
            case "boolean":
                posted[$"f:{path}"] = value?.GetValue<bool>() == true ? "true" : "";
                break;
            default:
                posted[$"f:{path}"] = value?.ToString() ?? "";
                break;
        }
    }
}
