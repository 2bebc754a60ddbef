using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Documents.Checking;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Checking.Nd30Form;

namespace QmsWorkflow.Documents.Tests.Checking;

/// <summary>Whatever is wrong together: fixes mend what they speak of, bring nothing new, and leave every other word as it was.</summary>
public sealed class FixTests
{
    private static readonly FormContext Known = FormContext.Empty with { Year = 2024, Agency = new FormAgency("Sở Nội vụ", "SNV", "Hải Dương") };

    /// <summary>Things to spoil, each by itself; several at once make one document.</summary>
    private static readonly Func<Nd30Form, Nd30Form>[] Spoils =
    [
        form => form with { Margins = """<w:pgMar w:top="800" w:right="700" w:bottom="1600" w:left="1300" w:header="567" w:footer="567" w:gutter="0"/>""" },
        form => form with { Paper = """<w:pgSz w:w="12240" w:h="15840"/>""" },
        form => form with { Sections = "" },
        form => form with { PageNumber = form.PageNumber.Replace("center", "right", StringComparison.Ordinal).Replace("26", "20", StringComparison.Ordinal) },
        form => form with { Nation = Line("CỘNG HÒA XÃ HÔI CHỦ NGHĨA VIỆT NAM", 15, "<w:i/>") },
        form => form with { Motto = Left("Độc lập-Tự do-Hạnh phúc", 11) },
        form => form with { MottoRule = Rule(1200, 4954) },
        form => form with { Agency = Line("Sở Nội vụ", 14, "<w:b/><w:i/>") },
        form => form with { Number = Left("Số 5 / QD - SNV", 11) },
        form => form with { Date = Line("Hải Dương ngày 5 tháng 03 năm 2024", 11) },
        form => form with { Kind = Line("Quyết định", 14) },
        form => form with { Subject = Line("Ban hành Mục tiêu chất lượng năm 2024 của Sở Nội vụ.", 12) },
        form => form with { SubjectRule = Rule(6400, 9070) },
        form => form with { Bases = [.. form.Bases.Select(basis => basis.Replace("<w:i/>", "", StringComparison.Ordinal).Replace("ngày 21 tháng 01 năm 2019", "ngày 21/01/2019", StringComparison.Ordinal).Replace(";<", ".<", StringComparison.Ordinal))] },
        form => form with { Body = [.. form.Body.Select(paragraph => paragraph.Replace("720", "0", StringComparison.Ordinal).Replace("both", "left", StringComparison.Ordinal))] },
        form => form with { Body = [.. form.Body.Select(paragraph => paragraph.Replace("before=\"120\"", "before=\"0\" w:line=\"480\" w:lineRule=\"auto\"", StringComparison.Ordinal))] },
        form => form with { Body = [.. form.Body.Select(paragraph => paragraph.Replace("Điều 2.", "Điều 2:", StringComparison.Ordinal).Replace("1. Trưởng", "1) Trưởng", StringComparison.Ordinal).Replace("a) Lập", "a. Lập", StringComparison.Ordinal))] },
        form => form with { Body = [.. form.Body.Select(paragraph => paragraph.Replace("./.", "", StringComparison.Ordinal).Replace("phổ biến", "phổ biến biến ,", StringComparison.Ordinal))] },
        form => form with { Body = [.. form.Body.Select(paragraph => paragraph.Replace("""<w:sz w:val="28"/>""", """<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:color w:val="0000FF"/><w:sz w:val="24"/>""", StringComparison.Ordinal))] },
        form => form with { RecipientsHeading = Left("Nơi nhận", 14), Recipients = [Left("Như Điều 3", 12), Left("- Sở KH&amp;CN (đề b/cáo);", 12), Left("- Lưu:VT,VP", 12)] },
        form => form with { Titles = [Left("K/T Giám đốc", 12), Left("Phó Giám đốc", 12)] },
        form => form with { Signer = Line("ThS. Nguyễn Văn Minh", 12) },
        form => form with { Appendices = [.. form.Appendices.Select(appendix => appendix.Replace("Phụ lục<", "PHỤ LỤC 1<", StringComparison.Ordinal).Replace("05/QĐ-SNV", "06/QĐ-SVN", StringComparison.Ordinal).Replace("<w:i/>", "", StringComparison.Ordinal))] },
    ];

    [Fact]
    public void All_fixes_of_any_mix_of_faults_leave_nothing_to_fix_and_bring_nothing_new() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(120),
        Prop.ForAll(Gen.Choose(0, (1 << Spoils.Length) - 1).ToArbitrary(), mix =>
        {
            var docx = Spoils.Where((_, index) => (mix & (1 << index)) != 0).Aggregate(Decision, (form, spoil) => spoil(form)).Build();
            var before = FormCheck.Run(docx, Known);

            var mended = FormFix.ApplyAll(docx, Known);

            var after = FormCheck.Run(mended, Known);
            after.Findings.Where(finding => finding.Fix is not null).Select(finding => finding.ToString()).ShouldBeEmpty();
            after.Findings.Select(finding => finding.Rule).Except(before.Findings.Select(finding => finding.Rule)).ShouldBeEmpty();
            FormFix.ApplyAll(mended, Known).ShouldBe(mended);
            Word.Objections(mended).Except(Word.Objections(docx)).ShouldBeEmpty();
        }));

    [Fact]
    public void A_chosen_fix_changes_only_what_its_finding_speaks_of() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(60),
        Prop.ForAll(Gen.Choose(0, (1 << Spoils.Length) - 1).Zip(Gen.Choose(0, 1000)).ToArbitrary(), chosen =>
        {
            var (mix, pick) = chosen;
            var docx = Spoils.Where((_, index) => (mix & (1 << index)) != 0).Aggregate(Decision, (form, spoil) => spoil(form)).Build();
            var fixable = FormCheck.Run(docx, Known).Findings.Where(finding => finding.Fix is not null).ToList();
            if (fixable.Count == 0) return;
            var finding = fixable[pick % fixable.Count];

            var mended = FormFix.Apply(docx, [finding.Id], Known);

            FormCheck.Run(mended, Known).Findings.Where(other => other.Rule == finding.Rule && other.Place.Paragraph == finding.Place.Paragraph && other.Place.Section == finding.Place.Section && other.Found == finding.Found).ShouldBeEmpty();
            var (was, now) = (Paragraphs(docx), Paragraphs(mended));
            now.Length.ShouldBe(was.Length);
            var changed = was.Zip(now).Where(pair => pair.First != pair.Second).ToList();
            // The reference of an appendix follows the number that it names.
            foreach (var (first, second) in changed.Where(pair => !pair.First.StartsWith("(Kèm theo", StringComparison.Ordinal))) finding.Fix!.Changes.ShouldContain(change => change.Before == first && change.After == second);
            changed.Count.ShouldBeGreaterThanOrEqualTo(finding.Fix!.Changes.Length);
        }));

    [Fact]
    public void Unknown_findings_change_not_a_byte()
    {
        var docx = Decision.Build();

        FormFix.Apply(docx, ["ND30-999.d1", ""], Known).ShouldBe(docx);
    }

    private static string[] Paragraphs(byte[] docx) => [.. DocxText.Read(docx).Select(block => block.Text)];
}
