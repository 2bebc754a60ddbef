using System.Collections.Immutable;
using QmsWorkflow.Documents.Checking;

namespace QmsWorkflow.Documents.Tests.Checking;

/// <summary>All inconsistencies of the real documents (DOMAIN A, ANOM) are found in documents rebuilt with them, at the right place.</summary>
public sealed class SeedSlipTests
{
    private static readonly FormContext BauBang = FormContext.Empty with { Agency = new FormAgency("Ủy ban nhân dân huyện Bàu Bàng", "UBND", "Bàu Bàng"), Units = [new FormUnit("Văn phòng HĐND và UBND huyện", ["Văn phòng HĐND-UBND huyện"])] };

    [Fact]
    public void S039_a_year_copied_from_the_year_before() =>
        Finds(SeedSlips.BacGiangDecision(), "ND30-901", FormArea.Body, "b) Trưởng các phòng", "năm 2023");

    [Fact]
    public void S040_the_symbol_in_the_appendix_is_not_the_decisions()
    {
        var finding = Finds(SeedSlips.BacGiangDecision(), "ND30-707", FormArea.Appendix, "(Ban hành kèm theo", "QĐ-LDTB&XH");

        finding.Fix!.Changes.ShouldHaveSingleItem().After.ShouldContain("/QĐ-LĐTĐ&XH ngày");
    }

    [Fact]
    public void S041_an_article_with_a_colon() => Finds(SeedSlips.BacGiangDecision(), "ND30-521", FormArea.Body, "Điều 1: Ban hành", "Điều 1:");

    [Fact]
    public void S042_a_mistyped_and_a_doubled_word()
    {
        Finds(SeedSlips.BacGiangDecision(), "ND30-903", FormArea.Recipients, "- Sở KH&CN (đề b/cáo);", "đề b/cáo");
        Finds(SeedSlips.BacGiangDecision(), "ND30-902", FormArea.Body, "Điều 3.", "thuộc thuộc");
    }

    [Fact]
    public void S043_dates_of_the_bases_in_digits()
    {
        var finding = Finds(SeedSlips.BacGiangDecision(), "ND30-404", FormArea.Bases, "Căn cứ Quyết định số 2137", "24/12/2019");

        finding.Required.ShouldContain("ngày 24 tháng 12 năm 2019");
    }

    [Fact]
    public void S068_the_standard_misnamed_mistyped_words_and_two_symbols_of_one_agency()
    {
        var docx = SeedSlips.HaiDuongDecision();

        Finds(docx, "ND30-904", FormArea.Title, "Về việc công bố", "TCVN 9001:2015");
        Finds(docx, "ND30-903", FormArea.Appendix, "(Ban hành kèm the", "kèm the");
        Finds(docx, "ND30-903", FormArea.Appendix, "5. 100% công chức", "tiếp túc");
        Finds(docx, "ND30-923", FormArea.Bases, "Căn cứ Quyết định số 24/QĐ-LĐTBXH", "LĐTBXH");
    }

    [Fact]
    public void S069_objectives_without_responsible_source_and_period()
    {
        var finding = Finds(SeedSlips.HaiDuongDecision(), "ND30-952", FormArea.Appendix, "1. Đảm bảo 100%", "đơn vị chịu trách nhiệm");

        finding.Found.ShouldContain("nguồn số liệu");
        finding.Found.ShouldContain("kỳ báo cáo");
    }

    [Fact]
    public void S097_a_missing_word_a_missing_comma_and_the_standard_spelled_three_ways()
    {
        var docx = SeedSlips.HaiDuongPlan();

        Finds(docx, "ND30-903", FormArea.Body, "Báo cáo tình thực hiện", "tình thực hiện");
        Finds(docx, "ND30-903", FormArea.Body, "Khảo sát", "tổ chức công dân");
        Finds(docx, "ND30-903", FormArea.Bases, "Căn cứ Công văn số 103", "SKHHCN");
        Finds(docx, "ND30-904", FormArea.Bases, "Căn cứ Công văn số 103", "tiêu chuẩn quốc gia 9001:2015");
        Finds(docx, "ND30-904", FormArea.Body, "- Trong năm 2022", "TCVN ISO 9001: 2015");
    }

    [Fact]
    public void S098_corrective_action_may_end_before_the_audit()
    {
        var finding = Finds(SeedSlips.HaiDuongPlan(), "ND30-954", FormArea.Body, "Quý III/2022", "Hành động khắc phục");

        finding.Place.Cell!.Row.ShouldBe(7);
        finding.Found.ShouldContain("đánh giá nội bộ");
    }

    [Fact]
    public void S173_one_target_compared_two_ways() => Finds(SeedSlips.BauBangDecision(), "ND30-951", FormArea.Appendix, "4. Mức độ hài lòng", "trên 95%");

    [Fact]
    public void S174_a_rule_told_twice_with_different_force() => Finds(SeedSlips.BauBangDecision(), "ND30-956", FormArea.Appendix, "4. Nếu kết quả", "mức độ khác");

    [Fact]
    public void S175_a_place_spelled_two_ways_mistyped_words_and_a_padded_month()
    {
        var docx = SeedSlips.BauBangDecision();

        Finds(docx, "ND30-921", FormArea.Title, "Về việc ban hành", "Bầu Bàng", BauBang).Fix!.Changes.ShouldHaveSingleItem().After.ShouldContain("huyện Bàu Bàng");
        Finds(docx, "ND30-921", FormArea.Title, "Về việc ban hành", "Bầu Bàng");
        Finds(docx, "ND30-903", FormArea.Appendix, "5. Quản triệt", "Quản triệt");
        Finds(docx, "ND30-903", FormArea.Appendix, "Các cơ quan chuyên môn", "phân đầu");
        Finds(docx, "ND30-903", FormArea.Recipients, "- Công TTĐT", "Công TTĐT");
        Finds(docx, "ND30-233", FormArea.Heading, "Bàu Bàng, ngày 28 tháng 03", "03").Required.ShouldContain("“3”");
    }

    [Fact]
    public void S176_objectives_numbered_two_ways() => Finds(SeedSlips.BauBangDecision(), "ND30-953", FormArea.Appendix, "1. Mục tiêu chất lượng số 1", "số 1");

    [Fact]
    public void S177_an_office_named_three_ways()
    {
        Finds(SeedSlips.BauBangDecision(), "ND30-922", FormArea.Appendix, "6. Giao Văn phòng", "HĐND-UBND");
        Finds(SeedSlips.BauBangDecision(), "ND30-922", FormArea.Appendix, "6. Giao Văn phòng", "Văn phòng HĐND-UBND huyện", BauBang);
    }

    [Fact]
    public void S191_issued_on_a_day_off()
    {
        var context = FormContext.Empty with { DaysOff = ImmutableDictionary<DateOnly, string>.Empty.Add(new DateOnly(2023, 1, 2), "nghỉ bù Tết Dương lịch") };

        Finds(SeedSlips.VungTauObjectives(), "ND30-238", FormArea.Heading, "Bà Rịa - Vũng Tàu", "nghỉ bù", context);
    }

    [Fact]
    public void S192_no_kind_of_the_decree_and_no_number()
    {
        Finds(SeedSlips.VungTauObjectives(), "ND30-301", FormArea.Title, "MỤC TIÊU CHẤT LƯỢNG ISO 9001:2015", "29 loại");
        Finds(SeedSlips.VungTauObjectives(), "ND30-221", FormArea.Heading, "", "không có số");
    }

    [Fact]
    public void S193_a_satisfaction_target_that_a_single_reply_fails() => Finds(SeedSlips.VungTauObjectives(), "ND30-955", FormArea.Body, "Mức độ hài lòng", "100%");

    /// <summary>The finding of this rule whose place begins like this and that says what was found.</summary>
    private static FormFinding Finds(byte[] docx, string rule, FormArea area, string start, string found, FormContext? context = null)
    {
        var report = FormCheck.Run(docx, context ?? FormContext.Empty);
        var all = string.Join("\n", report.Findings.Select(finding => $"{finding.Rule} {finding.Place}: {finding.Found} → {finding.Required}"));
        return report.Findings.FirstOrDefault(finding =>
            finding.Rule == rule && finding.Place.Area == area && finding.Place.Quote.StartsWith(start, StringComparison.Ordinal) && finding.Found.Contains(found, StringComparison.Ordinal))
            .ShouldNotBeNull($"{rule} {area} {start} {found}\n{all}");
    }
}
