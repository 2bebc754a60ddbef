using System.Diagnostics;
using QmsWorkflow.Documents.Checking;
using static QmsWorkflow.Documents.Tests.Checking.Nd30Form;

namespace QmsWorkflow.Documents.Tests.Checking;

/// <summary>The check ends in bounded time on files as large as the guard lets in, and refuses what the guard refuses.</summary>
public sealed class LargeFileTests
{
    private const int PerPage = 12;

    [Fact]
    public void A_document_of_a_thousand_pages_is_checked_in_seconds()
    {
        var docx = Pages(1000).Build();
        var watch = Stopwatch.StartNew();

        var report = FormCheck.Run(docx, FormContext.Empty);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        // However often a rule is broken, a reader is not drowned.
        report.Findings.GroupBy(finding => finding.Rule).ShouldAllBe(group => group.Count() <= 50);
        report.Findings.Select(finding => finding.Rule).ShouldContain("ND30-902");
    }

    [Fact]
    public void The_time_grows_with_the_pages_and_not_with_their_square()
    {
        FormCheck.Run(Pages(10).Build(), FormContext.Empty);
        var few = Measure(Pages(150).Build());
        var many = Measure(Pages(600).Build());

        // Four times the pages; twice that leaves room for a busy machine.
        many.ShouldBeLessThan((few * 8) + TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void A_refused_file_is_refused_with_its_reason() =>
        Should.Throw<DocxException>(() => FormCheck.Run([1, 2, 3], FormContext.Empty)).Message.ShouldContain("không phải tệp Word");

    private static TimeSpan Measure(byte[] docx)
    {
        var watch = Stopwatch.StartNew();
        FormCheck.Run(docx, FormContext.Empty);
        return watch.Elapsed;
    }

    private static Nd30Form Pages(int pages) => Decision with
    {
        Body =
        [
            .. Decision.Body.Take(6),
            .. Enumerable.Range(0, pages * PerPage).Select(index => Text($"{index % 90 + 1}. Tỷ lệ hồ sơ của lĩnh vực {index} giải quyết đúng hạn đạt {(index % 2 == 0 ? "trên" : "tối thiểu")} 95% theo TCVN ISO 9001:2015; phòng phòng báo cáo định kỳ hằng quý về Văn phòng HĐND và UBND huyện Bàu Bàng, tỉnh Bình Dương năm 2024;")),
            Decision.Body[6],
        ],
    };
}
