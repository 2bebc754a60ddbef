using FsCheck;
using FsCheck.Fluent;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Numbering;

namespace QmsWorkflow.Domain.Tests.Numbering;

public class DocumentNumberTests
{
    // Every pattern of the seeds (S-197) and the numbers they cite.
    [Theory]
    [InlineData("589/QĐ-UBND", 589, DocumentKind.Decision, "UBND", null, null)]
    [InlineData("/QĐ-SLĐTBXH", null, DocumentKind.Decision, "SLĐTBXH", null, null)]
    [InlineData("/QĐ-LĐTĐ&XH", null, DocumentKind.Decision, "LĐTĐ&XH", null, null)]
    [InlineData("/KH-SLĐTBXH", null, DocumentKind.Plan, "SLĐTBXH", null, null)]
    [InlineData("504/KH-BCĐ", 504, DocumentKind.Plan, "BCĐ", null, null)]
    [InlineData("848/KH-UBND", 848, DocumentKind.Plan, "UBND", null, null)]
    [InlineData("41/TTr-KT", 41, DocumentKind.Submission, "KT", null, null)]
    [InlineData("103/SKHHCN-CCTĐC", 103, DocumentKind.OfficialLetter, "SKHHCN", "CCTĐC", null)]
    [InlineData("101/QĐ-BKHCN", 101, DocumentKind.Decision, "BKHCN", null, null)]
    [InlineData("06/2022/QĐ-UBND", 6, null, "UBND", null, 2022)]
    [InlineData("19/2014/QĐ-TTg", 19, null, "TTg", null, 2014)]
    [InlineData("30/2020/NĐ-CP", 30, null, "CP", null, 2020)]
    [InlineData("02/2017/TT-VPCP", 2, null, "VPCP", null, 2017)]
    [InlineData("45/2019/QH14", 45, null, "QH14", null, 2019)]
    [InlineData("05/SY-UBND", 5, DocumentKind.TrueCopy, "UBND", null, null)]
    [InlineData("12/QyĐ-SNV", 12, DocumentKind.Regulation, "SNV", null, null)]
    [InlineData("12729/VPCP-KGVX", 12729, DocumentKind.OfficialLetter, "VPCP", "KGVX", null)]
    public void Every_number_pattern_is_read_and_printed_back(string text, int? number, DocumentKind? kind, string agency, string? unit, int? year)
    {
        var read = DocumentNumber.Parse(text).OrThrow();

        read.ShouldSatisfyAllConditions(
            n => n.Number.ShouldBe(number),
            n => n.Kind.ShouldBe(kind),
            n => n.Symbol.Agency.ShouldBe(agency),
            n => n.Symbol.Unit.ShouldBe(unit),
            n => n.Year.ShouldBe(year),
            n => n.ToString().ShouldBe(text));
        DocumentNumber.Deviations(text).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Số: 589/QĐ-UBND", "589/QĐ-UBND")]
    [InlineData("Số:        /QĐ-SLĐTBXH", "/QĐ-SLĐTBXH")]
    [InlineData("số 589 /QĐ-UBND", "589/QĐ-UBND")]
    [InlineData("7/TB - SNV", "07/TB-SNV")]
    [InlineData("0589/QĐ-UBND", "589/QĐ-UBND")]
    public void Loose_writing_is_understood(string text, string right) =>
        DocumentNumber.Parse(text).OrThrow().ToString().ShouldBe(right);

    [Theory]
    [InlineData("589 /QĐ-UBND", "khoảng trắng")]
    [InlineData("7/TB-SNV", "số 0 phía trước")]
    [InlineData("0589/QĐ-UBND", "từ 10 trở lên")]
    [InlineData("không số", "Không đọc được")]
    public void Deviations_from_the_decree_are_told(string text, string told) =>
        DocumentNumber.Deviations(text).ShouldHaveSingleItem().ShouldContain(told);

    [Theory]
    [InlineData("", 0)]
    [InlineData("589", 0)]
    [InlineData("589-QĐ-UBND", 0)]
    [InlineData("589/", 0)]
    [InlineData("0/QĐ-UBND", 0)]
    [InlineData("5890000/QĐ-UBND", 0)]
    [InlineData("589/QĐ", 4)]
    [InlineData("589/QĐ-UB(ND)", 4)]
    [InlineData("06/2022/ABC-UBND", 8)]
    public void What_is_no_number_is_refused_with_its_place(string text, int position)
    {
        var problem = DocumentNumber.Parse(text).Problem.ShouldNotBeNull();

        problem.Position.ShouldBe(position);
        problem.Allowed.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_draft_leaves_room_for_its_number()
    {
        var draft = new DocumentNumber(null, DocumentSymbol.For(DocumentKind.Decision, "SLĐTBXH"));

        draft.IsDraft.ShouldBeTrue();
        draft.ToHeaderLine().ShouldBe("Số:        /QĐ-SLĐTBXH");
        (draft with { Number = 7 }).ToHeaderLine().ShouldBe("Số: 07/QĐ-SLĐTBXH");
        (draft with { Number = 10 }).ToHeaderLine().ShouldBe("Số: 10/QĐ-SLĐTBXH");
    }

    [Fact]
    public void The_decree_has_29_kinds_and_30_abbreviations_all_different()
    {
        DocumentKinds.All.Count(kind => !kind.IsCopy).ShouldBe(29);
        DocumentKinds.All.Select(kind => kind.Abbreviation).OfType<string>().ToHashSet(StringComparer.Ordinal).Count.ShouldBe(30);
        foreach (var kind in Enum.GetValues<DocumentKind>()) { DocumentKinds.Of(kind).Kind.ShouldBe(kind); }
        DocumentKinds.ByName("tờ trình")!.Abbreviation.ShouldBe("TTr");
        DocumentKinds.ByName("Mục tiêu chất lượng").ShouldBeNull("S-192: not a kind of the decree");
        DocumentKinds.Of(DocumentKind.OfficialLetter).Heading.ShouldBeNull();
        DocumentKinds.Of(DocumentKind.Decision).Heading.ShouldBe("QUYẾT ĐỊNH");
    }

    [Fact]
    public void A_symbol_refuses_what_is_no_abbreviation()
    {
        Should.Throw<ArgumentException>(() => DocumentSymbol.For(DocumentKind.OfficialNote, "SNV"));
        Should.Throw<ArgumentException>(() => DocumentSymbol.For(DocumentKind.Plan, "S-NV"));
        Should.Throw<ArgumentException>(() => DocumentSymbol.For(DocumentKind.OfficialLetter, "SNV", "V P"));
        DocumentSymbol.For(DocumentKind.OfficialLetter, "SNV", "VP").ToString().ShouldBe("SNV-VP");
        DocumentSymbol.For(DocumentKind.Plan, "BCĐ").ToString().ShouldBe("KH-BCĐ");
    }

    [Fact]
    public void Any_number_printed_and_read_again_is_the_same()
    {
        var agencies = Gen.Elements("UBND", "SLĐTBXH", "LĐTĐ&XH", "BCĐ", "TTg", "STC");
        var numbers = from kind in Gen.Elements(Enum.GetValues<DocumentKind>().Where(kind => kind != DocumentKind.OfficialNote).ToArray())
                      from agency in agencies
                      from unit in Gen.Elements("VP", "KGVX", null)
                      from number in Gen.Elements<int?>(null, 1, 9, 10, 99, 1234)
                      from year in Gen.Elements<int?>(null, 2022)
                      select new DocumentNumber(number, DocumentSymbol.For(kind, agency, unit), kind == DocumentKind.OfficialLetter ? null : year);

        Prop.ForAll(numbers.ToArbitrary(), n => DocumentNumber.Parse(n.ToString()).Value == n && DocumentNumber.Parse(n.ToHeaderLine()).Value == n)
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("2024-05-08", "ngày 08 tháng 5 năm 2024")]
    [InlineData("2024-03-28", "ngày 28 tháng 3 năm 2024")]
    [InlineData("2024-01-31", "ngày 31 tháng 01 năm 2024")]
    [InlineData("2024-02-09", "ngày 09 tháng 02 năm 2024")]
    [InlineData("2023-12-10", "ngày 10 tháng 12 năm 2023")]
    public void Dates_are_padded_as_the_decree_pads_them(string date, string words)
    {
        var day = DateOnly.Parse(date);

        IssueDate.Words(day).ShouldBe(words);
        IssueDate.Find($"Bàu Bàng, {words}").ShouldBe(day);
        IssueDate.Deviations(IssueDate.Line("Bàu Bàng", day)).ShouldBeEmpty();
    }

    [Fact]
    public void A_draft_leaves_room_for_its_date()
    {
        IssueDate.DraftLine("Hải Dương", 2022, 3).ShouldBe("Hải Dương, ngày     tháng 3 năm 2022");
        IssueDate.DraftLine("Bắc Giang", 2024, 1).ShouldBe("Bắc Giang, ngày     tháng 01 năm 2024");
        IssueDate.DraftWords(2024).ShouldBe("ngày     tháng     năm 2024");
        IssueDate.DraftDigits(2024, 1).ShouldBe("ngày     /01/2024");
        IssueDate.DraftDigits(2022, 3).ShouldBe("ngày     /3/2022");
        IssueDate.DraftDigits(2022).ShouldBe("ngày     /    /2022");
        IssueDate.Find(IssueDate.DraftWords(2024, 1)).ShouldBeNull();
    }

    [Theory]
    [InlineData("Bàu Bàng, ngày 28 tháng 03 năm 2024", "ngày 28 tháng 3 năm 2024")]
    [InlineData("ngày 24/12/2019", "ngày 24 tháng 12 năm 2019")]
    [InlineData("ngày 8 tháng 5 năm 2024", "ngày 08 tháng 5 năm 2024")]
    public void Dates_written_otherwise_are_told(string text, string right) =>
        IssueDate.Deviations(text).ShouldHaveSingleItem().ShouldContain(right);

    [Fact]
    public void Impossible_dates_are_not_found() => IssueDate.Find("ngày 31 tháng 02 năm 2024").ShouldBeNull();

    [Fact]
    public void Issuing_on_a_day_off_is_warned_of()
    {
        IssueDate.WarnIfDayOff(new(2023, 1, 2), OfficialCalendar.Default)
            .ShouldBe("Thứ Hai, 02/01/2023 là ngày nghỉ (Nghỉ bù Tết Dương lịch); kiểm tra lại ngày ban hành.");
        IssueDate.WarnIfDayOff(new(2024, 5, 4), OfficialCalendar.Default).ShouldBeNull();
        IssueDate.LatestNumbering(new(2024, 4, 26), OfficialCalendar.Default).ShouldBe(new(2024, 5, 2));
    }

    [Fact]
    public void A_committee_a_year_a_kind_and_secrecy_each_have_their_own_series()
    {
        var day = new DateOnly(2022, 3, 3);
        var plan = DocumentSymbol.For(DocumentKind.Plan, "SLĐTBXH");
        var committee = DocumentSymbol.For(DocumentKind.Plan, "BCĐ");
        var decision = DocumentSymbol.For(DocumentKind.Decision, "SLĐTBXH");

        NumberSeries[] all =
        [
            NumberSeries.For(plan, day, SeriesPolicy.PerKind),
            NumberSeries.For(committee, day, SeriesPolicy.PerKind),
            NumberSeries.For(decision, day, SeriesPolicy.PerKind),
            NumberSeries.For(decision, day.AddYears(1), SeriesPolicy.PerKind),
            NumberSeries.For(decision, day, SeriesPolicy.PerKind, isNormative: true),
            NumberSeries.For(decision, day, SeriesPolicy.PerKind, isSecret: true),
            NumberSeries.For(DocumentSymbol.For(DocumentKind.OfficialLetter, "SLĐTBXH", "VP"), day, SeriesPolicy.PerKind),
        ];

        all.Select(series => series.ToString()).Distinct().Count().ShouldBe(all.Length);
        NumberSeries.For(plan, day, SeriesPolicy.AllKinds).ShouldBe(NumberSeries.For(decision, day, SeriesPolicy.AllKinds));
        NumberSeries.For(DocumentSymbol.For(DocumentKind.TrueCopy, "UBND"), day, SeriesPolicy.PerKind)
            .ShouldBe(NumberSeries.For(DocumentSymbol.For(DocumentKind.CopyOfCopy, "UBND"), day, SeriesPolicy.PerKind), "copies share one series: Phụ lục I, II");
        all[0].ToString().ShouldBe("SLĐTBXH/KH/2022");
    }
}
