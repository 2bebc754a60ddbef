using System.IO.Compression;
using System.Text.Json;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = TestFolder.Create("cli");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_working_days_from_22_April_2024_end_on_8_May()
    {
        var said = await RunAsync("deadline", "--from", "2024-04-22", "--working-days", "10");

        said.ShouldBe(new Said(0, "2024-05-08\n", ""));
    }

    [Fact]
    public async Task The_trace_numbers_the_days_and_says_why_others_are_skipped()
    {
        var said = await RunAsync("deadline", "--from=2024-04-22", "--working-days=10", "--trace");

        said.Output.ShouldContain("08/05/2024 – ngày thứ 10");
        said.Output.ShouldContain("30/04/2024 – nghỉ");
        said.Output.ShouldContain("Căn cứ: BLDS 2015");
    }

    [Fact]
    public async Task Json_carries_the_same_date_with_its_trace()
    {
        var said = await RunAsync("deadline", "--from", "2024-04-22", "--working-days", "10", "--json");

        using var json = JsonDocument.Parse(said.Output);
        json.RootElement.GetProperty("due").GetString().ShouldBe("2024-05-08");
        json.RootElement.GetProperty("isProvisional").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("trace").EnumerateArray().Count(line => line.GetProperty("mark").GetString() == "counted").ShouldBe(10);
    }

    [Fact]
    public async Task A_year_without_a_notice_is_marked_provisional()
    {
        var said = await RunAsync("deadline", "--from", "2031-04-22", "--working-days", "10");

        said.Output.ShouldEndWith(" (tạm tính)\n");
    }

    [Fact]
    public async Task A_sentence_counts_from_the_given_day()
    {
        var said = await RunAsync("deadline", "--from", "2024-04-22", "--rule", "10 working days after decision.issued");

        said.Output.ShouldBe("2024-05-08\n");
    }

    [Fact]
    public async Task A_rule_without_a_date_is_a_finding()
    {
        var said = await RunAsync("deadline", "--from", "2024-04-22", "--rule", "all year");

        said.Code.ShouldBe(ExitCode.Finding);
    }

    [Theory]
    [InlineData("--from", "2024-02-30", "--working-days", "10")]
    [InlineData("--from", "22/04/2024", "--working-days", "10")]
    [InlineData("--from", "2024-04-22", "--working-days", "0")]
    [InlineData("--from", "2024-04-22", "--working-days", "-3")]
    [InlineData("--from", "2024-04-22", "--working-days", "99999999999")]
    [InlineData("--from", "2024-04-22", "--rule", "10 wroking days after decision.issued")]
    [InlineData("--from", "2024-04-22")]
    [InlineData("--from", "2024-04-22", "--days", "1", "--months", "1")]
    [InlineData("--working-days", "10")]
    [InlineData("--from", "2024-04-22", "--days", "1", "--days", "2")]
    [InlineData("--from", "--days", "1")]
    [InlineData("--from", "2024-04-22", "--days", "1", "extra")]
    public async Task A_wrong_deadline_command_is_explained_and_prints_no_date(params string[] words)
    {
        var said = await RunAsync(["deadline", .. words]);

        said.Code.ShouldBe(ExitCode.Usage);
        said.Output.ShouldBeEmpty();
        said.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_mistyped_verb_or_option_gets_the_nearest_one()
    {
        (await RunAsync("deadlin")).Error.ShouldContain("\"deadline\"");
        (await RunAsync("workflow", "repaly", "x.json")).Error.ShouldContain("\"workflow replay\"");
        (await RunAsync("deadline", "--form", "2024-04-22")).Error.ShouldContain("\"--from\"");
    }

    [Fact]
    public async Task Half_of_a_verb_lists_the_whole_ones()
    {
        var said = await RunAsync("document");

        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("document text");
    }

    [Fact]
    public async Task Help_shows_every_verb_in_both_languages()
    {
        var said = await RunAsync("--help");

        said.Code.ShouldBe(ExitCode.Ok);
        foreach (var verb in Typist.Bare().Verbs)
        {
            said.Output.ShouldContain(verb.Name);
            said.Output.ShouldContain(verb.SummaryVi);
            said.Output.ShouldContain(verb.SummaryEn);
        }
    }

    [Fact]
    public async Task Help_of_a_verb_shows_its_options_and_runs_nothing()
    {
        var said = await RunAsync("deadline", "--from", "2024-04-22", "--help");

        said.Code.ShouldBe(ExitCode.Ok);
        said.Output.ShouldContain("--working-days N");
        said.Output.ShouldContain("--json");
    }

    [Fact]
    public async Task No_verb_shows_help_and_is_wrong_usage()
    {
        var said = await RunAsync();

        said.Code.ShouldBe(ExitCode.Usage);
        said.Error.ShouldContain("deadline");
    }

    [Fact]
    public async Task Serve_hands_over_the_servers_own_exit_code() => (await RunAsync("serve")).Code.ShouldBe(42);

    [Fact]
    public async Task A_quoted_pattern_is_expanded_through_folders()
    {
        Directory.CreateDirectory(Path.Combine(folder, "a", "b"));
        await File.WriteAllTextAsync(Path.Combine(folder, "one.json"), "{}", Ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "a", "b", "two.json"), "{}", Ct);

        var said = await RunAsync("workflow", "replay", $"{folder}/**/*.json");

        said.Code.ShouldBe(ExitCode.Finding);
        said.Output.ShouldContain($"{folder}/one.json");
        said.Output.ShouldContain($"{folder}/a/b/two.json");
        said.Output.ShouldContain("2 tình huống, 2 sai khác");
    }

    [Fact]
    public async Task A_case_that_is_as_expected_passes_and_a_changed_one_differs()
    {
        const string Case = """{"case":"one line","definition":{"definitionId":"d","version":1,"root":{"id":"s","type":"Elsa.Sequence","activities":[]}},"expected":EXPECTED}""";
        var right = Path.Combine(folder, "right.json");
        await File.WriteAllTextAsync(right, Case.Replace("EXPECTED", """{"status":"Finished"}""", StringComparison.Ordinal), Ct);
        var wrong = Path.Combine(folder, "wrong.json");
        await File.WriteAllTextAsync(wrong, Case.Replace("EXPECTED", """{"status":"Suspended"}""", StringComparison.Ordinal), Ct);

        (await RunAsync("workflow", "replay", wrong)).Code.ShouldBe(ExitCode.Finding);
        (await RunAsync("workflow", "replay", right)).Code.ShouldBe(ExitCode.Ok);
    }

    [Fact]
    public async Task A_broken_workflow_file_is_named_with_the_place_and_a_whole_one_passes()
    {
        var broken = Path.Combine(folder, "broken.json");
        await File.WriteAllTextAsync(broken, """{"definitionId":"d","version":1,"root":{"id":"s","type":"Elsa.Sequence","activities":[{"id":"a","type":"Elsa.NoSuchStep"}]}}""", Ct);
        var whole = Path.Combine(folder, "whole.json");
        await File.WriteAllTextAsync(whole, """{"definitionId":"d","version":1,"root":{"id":"s","type":"Elsa.Sequence","activities":[]}}""", Ct);

        var found = await RunAsync("workflow", "check", broken, whole);
        var passed = await RunAsync("workflow", "check", whole);

        found.Code.ShouldBe(ExitCode.Finding);
        found.Output.ShouldContain($"{broken} $.root.activities[0]");
        found.Output.ShouldContain("Elsa.NoSuchStep");
        passed.ShouldBe(new Said(ExitCode.Ok, "1 tệp, 0 lỗi (1 files, 0 faults)\n", ""));
    }

    [Fact]
    public async Task A_missing_file_cannot_be_run()
    {
        var said = await RunAsync("document", "text", Path.Combine(folder, "khong-co.docx"));

        said.Code.ShouldBe(ExitCode.CannotRun);
        said.Error.ShouldContain("khong-co.docx");
    }

    [Fact]
    public async Task The_text_of_a_Word_file_is_printed()
    {
        var file = Path.Combine(folder, "a.docx");
        await WriteWordAsync(file, "Kế hoạch năm 2022");

        (await RunAsync("document", "text", file)).ShouldBe(new Said(0, "Kế hoạch năm 2022\n", ""));
    }

    [Fact]
    public async Task A_file_that_is_not_Word_is_a_finding()
    {
        var file = Path.Combine(folder, "a.docx");
        await File.WriteAllTextAsync(file, "không phải Word", Ct);

        var said = await RunAsync("document", "text", file);

        said.Code.ShouldBe(ExitCode.Finding);
        said.Error.ShouldContain("Word");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<Said> RunAsync(params string[] args) => Typist.Bare(serve: 42).TypeAsync(args);

    private static async Task WriteWordAsync(string path, string text)
    {
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, Ct);
        await WriteAsync("[Content_Types].xml",
            """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
        await WriteAsync("_rels/.rels",
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
        await WriteAsync("word/document.xml",
            $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>""");

        async Task WriteAsync(string name, string content)
        {
            await using var writer = new StreamWriter(await zip.CreateEntry(name).OpenAsync(Ct));
            await writer.WriteAsync(content);
        }
    }
}
