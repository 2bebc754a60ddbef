using System.Text.Json.Nodes;
using QmsWorkflow.Documents.Tests.Support;
using static QmsWorkflow.Documents.Tests.Support.Word;

namespace QmsWorkflow.Documents.Tests.Layout;

/// <summary>The pages of every shipped template, as printed, keep to NĐ 30/2020, Phụ lục I: measured in the PDF in millimetres and points.</summary>
public sealed class LayoutTests
{
    /// <summary>How far a letter may stand over what is measured: boxes of letters are not their ink.</summary>
    private const double Slack = 0.6;

    public static TheoryData<string> All => [.. Repository.Templates()];

    /// <summary>Those with Quốc hiệu and Tiêu ngữ.</summary>
    public static TheoryData<string> Headed => [.. Repository.Templates().Where(name => HasText(name, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))];

    /// <summary>Those with Nơi nhận and a signature beside it; under minutes two sign above it (Phụ lục III, Mẫu 1.10).</summary>
    public static TheoryData<string> Signed => [.. Repository.Templates().Where(name => HasText(name, "Nơi nhận:") && RenderedSamples.Data(name)["signer"] is not null && RenderedSamples.Data(name)["secretary"] is null)];

    public static TheoryData<string> Numbered => [.. Repository.Templates().Where(name => RenderedSamples.Data(name) is { } data && data["numberLine"] is not null && data["placeDate"] is not null)];

    public static TheoryData<string> Titled => [.. Repository.Templates().Where(name => RenderedSamples.Data(name) is { } data && data["kindName"] is not null && data["title"] is not null)];

    public static TheoryData<string> WithAppendix => [.. Repository.Templates().Where(name => RenderedSamples.Data(name)["appendix"] is not null)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Pages_are_A4_and_text_keeps_inside_the_margins(string name)
    {
        var sample = await RenderedSamples.OfAsync(name);

        sample.Info.Split('\n').Where(line => line.StartsWith("Page ", StringComparison.Ordinal) && line.Contains("size:", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Contains("(A4)", StringComparison.Ordinal));
        foreach (var page in sample.Pages)
        {
            // Mục I.1–I.3: 210 × 297 mm; top and bottom 20–25, left 30–35, right 15–20 mm. A page turned on its side turns them along.
            var (top, bottom, left, right) = page.IsLandscape ? (15, 15, 15, 15) : (20, 20, 30, 15);
            (Math.Min(page.Width, page.Height), Math.Max(page.Width, page.Height)).ShouldSatisfyAllConditions(size => size.Item1.ShouldBe(210, 0.5), size => size.Item2.ShouldBe(297, 0.5));
            page.Text.ShouldNotBeEmpty($"page {page.Number} is empty");
            page.Text.ShouldAllBe(line => line.Top > top - Slack && line.Bottom < page.Height - bottom + 1 && line.Left > left - Slack && line.Right < page.Width - right + Slack);
            if (!page.IsLandscape) page.Text.Min(line => line.Left).ShouldBeLessThan(35 + 20, page.Number.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Letters_are_Times_New_Roman_or_its_metric_twin_and_stand_in_the_file(string name)
    {
        var fonts = (await RenderedSamples.OfAsync(name)).Fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();

        fonts.ShouldNotBeEmpty();
        fonts.ShouldAllBe(font => font.Contains("LiberationSerif", StringComparison.Ordinal) || font.Contains("TimesNewRoman", StringComparison.Ordinal));
        fonts.ShouldAllBe(font => font.Contains(" yes yes yes ", StringComparison.Ordinal) || font.Contains(" yes yes no ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Pages_are_numbered_in_the_middle_of_the_top_margin_from_the_second_page_of_each_part_on(string name)
    {
        var sample = await RenderedSamples.OfAsync(name);

        // Mục I.7 and III.1đ: the first page shows none; an appendix counts anew.
        var expected = 0;
        foreach (var page in sample.Pages)
        {
            expected = page.PageNumber is null ? 1 : expected + 1;
            if (page.PageNumber is not { } number) continue;

            number.Text.ShouldBe($"{expected}");
            number.Points.ShouldBeInRange(13, 14);
            (number.IsBold || number.IsItalic).ShouldBeFalse();
            // In the middle of the page or of the text.
            number.Middle.ShouldBeInRange((page.Width / 2) - 1, (page.Width / 2) + 5 + Slack);
        }

        sample.Pages.Count(page => page.PageNumber is null).ShouldBe(Body(RenderedSamples.Fill(name)).Descendants(W("sectPr")).Count(), "only the first page of a part shows no number");
    }

    [Theory]
    [MemberData(nameof(Headed))]
    public async Task The_header_block_stands_where_the_decree_puts_it(string name)
    {
        var sample = await RenderedSamples.OfAsync(name);
        var (country, motto) = (sample.Find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").ShouldHaveSingleItem(), sample.Find("Độc lập - Tự do - Hạnh phúc").ShouldHaveSingleItem());
        var agency = sample.Find((string)RenderedSamples.Data(name)["agency"]!);

        var half = sample.Pages[0].Width / 2;

        // Mục II.1: at the top of the first page on the right; Tiêu ngữ in the middle below, single spaced.
        country.ShouldSatisfyAllConditions(
            () => country.Page.ShouldBe(1), () => country.Middle.ShouldBeGreaterThan(half), () => country.Points.ShouldBeInRange(12, 13), () => country.IsBold.ShouldBeTrue(),
            () => country.IsItalic.ShouldBeFalse(), () => country.Top.ShouldBeLessThan(26));
        motto.ShouldSatisfyAllConditions(
            () => motto.Points.ShouldBeInRange(13, 14), () => motto.IsBold.ShouldBeTrue(), () => motto.Middle.ShouldBe(country.Middle, 1), () => (motto.Top - country.Top).ShouldBeInRange(4, 7));
        // Mục II.2b: on the left, in the middle of its column.
        agency.ShouldAllBe(line => line.Page == 1 && line.Right < half && line.Right < country.Left && line.IsBold && !line.IsItalic && line.Points >= 12 && line.Points <= 13);
        agency.ShouldAllBe(line => Math.Abs(line.Middle - agency[0].Middle) < 1);
        agency.Count.ShouldBeLessThanOrEqualTo(3);
    }

    [Theory]
    [MemberData(nameof(Numbered))]
    public async Task Number_and_date_stand_on_one_line_each_below_its_own(string name)
    {
        var (sample, data) = (await RenderedSamples.OfAsync(name), RenderedSamples.Data(name));
        var number = sample.Find((string)data["numberLine"]!).ShouldHaveSingleItem();
        var date = sample.Find((string)data["placeDate"]!).ShouldHaveSingleItem();

        // Mục II.3c, II.4c.
        date.Top.ShouldBe(number.Top, 0.5);
        (number.Points, number.IsBold, number.IsItalic).ShouldBe((13, false, false));
        (date.IsBold, date.IsItalic).ShouldBe((false, true));
        date.Points.ShouldBeInRange(13, 14);
        number.Middle.ShouldBe(sample.Find((string)data["agency"]!)[0].Middle, 1.5);
        date.Middle.ShouldBe(sample.Find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")[0].Middle, 1.5);
    }

    [Theory]
    [MemberData(nameof(Titled))]
    public async Task Kind_and_summary_are_bold_in_the_middle_of_the_text(string name)
    {
        var (sample, data) = (await RenderedSamples.OfAsync(name), RenderedSamples.Data(name));
        var kind = sample.Find((string)data["kindName"]!);
        // Mục II.5b.
        foreach (var line in kind.Concat(sample.Find((string)data["title"]!)))
        {
            line.Points.ShouldBeInRange(13, 14, line.ToString());
            line.IsBold.ShouldBeTrue(line.ToString());
            line.IsItalic.ShouldBeFalse(line.ToString());
            line.Middle.ShouldBe(Middle(sample, line), 6, line.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Signed))]
    public async Task The_signature_stands_on_the_right_beside_the_recipients_and_with_text_before_it(string name)
    {
        var (sample, data) = (await RenderedSamples.OfAsync(name), RenderedSamples.Data(name));
        var heading = sample.Lines.Last(line => line.Text == "Nơi nhận:"); // a copy shows that of its original above
        List<PdfLine> marks = [.. ((JsonArray)data["signatureLines"]!).SelectMany(line => sample.Find((string)line!, IsInBlock))];
        var signer = sample.Find((string)data["signer"]!, IsInBlock)[0];

        // Mục II.7đ.
        foreach (var line in (PdfLine[])[.. marks, signer])
        {
            line.Page.ShouldBe(heading.Page, line.ToString());
            line.Points.ShouldBeInRange(13, 14, line.ToString());
            line.IsBold.ShouldBeTrue(line.ToString());
            line.Middle.ShouldBe(marks[0].Middle, 1, line.ToString());
            line.Middle.ShouldBeGreaterThan(105, line.ToString());
        }

        // Room for the signature and a third of the seal between them.
        (signer.Top - marks[^1].Bottom).ShouldBeGreaterThan(15);
        // Mục II.9d: level with the signer's authority, at the left margin, 12 points; below it 11 points.
        heading.Top.ShouldBe(marks[0].Top, 1.5);
        heading.Left.ShouldBe(30, Slack);
        (heading.Points, heading.IsBold, heading.IsItalic).ShouldBe((12, true, true));
        foreach (var recipient in (JsonArray)data["recipients"]!)
        {
            sample.Find("- " + (string)recipient!).ShouldAllBe(line => line.Points == 11 && !line.IsBold && !line.IsItalic && line.Left < 35 && line.Page == heading.Page);
        }

        // No page holds a signature alone.
        sample.Pages[heading.Page - 1].Text.ShouldContain(line => line.Bottom < heading.Top);

        bool IsInBlock(PdfLine line) => line.Page == heading.Page && line.Top > heading.Top - 2;
    }

    [Theory]
    [MemberData(nameof(WithAppendix))]
    public async Task An_appendix_begins_on_a_page_of_its_own(string name)
    {
        var (sample, appendix) = (await RenderedSamples.OfAsync(name), RenderedSamples.Data(name)["appendix"]!);
        var heading = sample.Find((string)appendix["heading"]!);
        var reference = sample.Find((string)appendix["reference"]!);

        // Mục III.1b, c.
        heading.ShouldAllBe(line => line.IsBold && line.Points >= 13 && line.Points <= 14 && Math.Abs(line.Middle - Middle(sample, line)) < 1);
        reference.ShouldAllBe(line => line.IsItalic && line.Points >= 13 && line.Points <= 14 && Math.Abs(line.Middle - Middle(sample, line)) < 1.5);
        reference[0].Top.ShouldBeGreaterThan(heading[^1].Top);
        var page = sample.Pages[heading[0].Page - 1];
        page.Number.ShouldBeGreaterThan(sample.Find("Nơi nhận:")[0].Page);
        page.PageNumber.ShouldBeNull();
        if ((bool?)appendix["ownHeader"] is not true) page.Text.First().Text.ShouldBe(((string)appendix["label"]!) is { Length: > 0 } label ? label : heading[0].Text);
    }

    /// <summary>Half way between the margins of the line's page.</summary>
    private static double Middle(RenderedSample sample, PdfLine line) => 30 + ((sample.Pages[line.Page - 1].Width - 30 - 20) / 2);

    private static bool HasText(string template, string text) => Word.Text(Repository.Template(template)).Contains(text, StringComparison.Ordinal);
}
