using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;

namespace QmsWorkflow.Documents.Tests.Samples;

/// <summary>The four agencies of the seeds as structured data (docs/reference/samples.md).</summary>
public sealed class SampleFolderTests
{
    private static readonly string[] Roles = ["admin", "auditor", "clerk", "deputy", "head", "iso-secretary", "office", "staff", "steering-committee", "unit-head"];

    public static TheoryData<string> All => [.. Folders()];

    [Fact]
    public void Every_agency_of_the_seeds_is_there() => Folders().ShouldBe(["ba-ria-vung-tau-2023", "bac-giang-2024", "bau-bang-2024", "hai-duong-2022"]);

    [Fact]
    public void User_names_are_unique_over_all_agencies() => Folders().SelectMany(People).Select(person => Text(person, "userName")).ShouldBeUnique();

    [Theory]
    [MemberData(nameof(All))]
    public void Every_role_is_held_and_every_unit_in_scope_has_a_head_and_two_of_staff(string folder)
    {
        var units = Units(folder).ToDictionary(unit => Text(unit, "code"));
        var held = People(folder).SelectMany(person => person["roles"]!.AsArray()).Select(role => (Role: Text(role!, "role"), Unit: role!["unit"]?.GetValue<string>())).ToList();

        held.Select(one => one.Role).Distinct().Order(StringComparer.Ordinal).ShouldBe(Roles);
        held.Where(one => one.Unit is not null).ShouldAllBe(one => units.ContainsKey(one.Unit!));
        foreach (var code in units.Values.Where(unit => unit["inScope"]!.GetValue<bool>()).Select(unit => Text(unit, "code")))
        {
            held.Count(one => one == ("unit-head", code)).ShouldBe(1, code);
            held.Count(one => one == ("staff", code)).ShouldBeGreaterThanOrEqualTo(2, code);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_target_has_an_explicit_comparator(string folder)
    {
        foreach (var objective in Objectives(folder))
        {
            var hasTarget = objective["target"] is not null;
            (objective["comparator"] is not null).ShouldBe(hasTarget, Text(objective, "statement"));
            if (Text(objective, "kind") is "percent" or "nested") hasTarget.ShouldBeTrue(Text(objective, "statement"));
            if (Text(objective, "kind") == "qualitative") Text(objective, "criteria").ShouldNotBeEmpty();
            if (Text(objective, "kind") == "per-unit") objective["unitTargets"]!.AsArray().Count.ShouldBeGreaterThan(0);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_basis_that_a_document_cites_is_in_the_register(string folder)
    {
        var known = File.Exists(Repository.Path("samples", folder, "legal-bases.json")) ? Array(folder, "legal-bases.json").Select(basis => Text(basis, "code")).ToList() : [];
        var cited = File.Exists(Repository.Path("samples", folder, "documents.json"))
            ? ((JsonObject)Read(folder, "documents.json")).SelectMany(kind => kind.Value!["bases"]!.AsArray()).Select(code => code!.GetValue<string>())
            : [];

        cited.Except(known).ShouldBeEmpty();
    }

    [Fact]
    public void The_plan_of_Hai_Duong_has_the_ten_rows_of_the_seed() => Array("hai-duong-2022", "plan.json").Count.ShouldBe(10); // S-077…S-086

    [Fact]
    public void The_objectives_of_Bac_Giang_keep_their_parts_and_strict_comparators()
    {
        var parts = Objectives("bac-giang-2024").ToDictionary(objective => Text(objective, "number").TrimEnd('.'));

        // S-029…S-033, S-038: "100%" is =, "trên 70%" is >, a bare "80%" or "95%" is read as ≥.
        Target("4.1").ShouldBe("= 100");
        Target("4.2").ShouldBe("≥ 80");
        Target("4.3").ShouldBe("> 70");
        Target("4.4").ShouldBe("> 60");
        Target("4.5").ShouldBe("= 100");
        Target("6.3").ShouldBe("≥ 95");
        Text(parts["4.2"], "within").ShouldBe("4.1");

        string Target(string number) => $"{parts[number]["comparator"]} {parts[number]["target"]}";
    }

    [Fact]
    public void The_first_objective_of_Bau_Bang_has_a_target_for_each_of_twelve_units()
    {
        var targets = Objectives("bau-bang-2024").First()["unitTargets"]!.AsArray().ToDictionary(target => Text(target!, "unit"), target => $"{target!["comparator"]} {target["target"]}");

        targets.Count.ShouldBe(12); // S-126…S-137
        targets.Where(target => target.Value != "= 100").Select(target => $"{target.Key} {target.Value}")
            .ShouldBe(["TP ≥ 99", "TNMT ≥ 99", "CNDD ≥ 98", "LDTBXH ≥ 99", "QLDT ≥ 99"]);
        Objectives("bau-bang-2024").Sum(objective => objective["actions"]!.AsArray().Count).ShouldBe(15); // S-154…S-168
    }

    private static IEnumerable<string> Folders() => Directory.EnumerateDirectories(Repository.Path("samples")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    private static JsonNode Read(string folder, string file) => JsonNode.Parse(File.ReadAllText(Repository.Path("samples", folder, file)))!;

    private static List<JsonNode> Array(string folder, string file) => [.. Read(folder, file).AsArray().Select(node => node!)];

    private static List<JsonNode> People(string folder) => Array(folder, "people.json");

    private static List<JsonNode> Units(string folder) => Array(folder, "units.json");

    /// <summary>The objectives and their parts.</summary>
    private static IEnumerable<JsonNode> Objectives(string folder) =>
        Array(folder, "objectives.json").SelectMany(objective => (JsonNode[])[objective, .. (objective["parts"]?.AsArray() ?? []).Select(part => part!)]);

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
