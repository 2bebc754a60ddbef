using System.Diagnostics;
using System.Globalization;
using QmsWorkflow.Domain.Calendar;

namespace QmsWorkflow.Server.Cli.Verbs;

internal static class DeadlineVerb
{
    private const int LongestDays = 3650;
    private const int LongestMonths = 240;

    public static Verb Create() => new()
    {
        Name = "deadline",
        SummaryVi = "Tính ngày hết hạn theo Bộ luật Dân sự 2015 và lịch nghỉ chính thức",
        SummaryEn = "Compute a due date by the Civil Code 2015 and the official holidays",
        Options =
        [
            new("--from", "YYYY-MM-DD", "Ngày bắt đầu; ngày này không tính (BLDS 2015 Đ147)", "The day counted from; itself not counted"),
            new("--working-days", "N", "Số ngày làm việc", "Working days"),
            new("--days", "N", "Số ngày; hết hạn vào ngày nghỉ thì lùi sang ngày làm việc tiếp theo (BLDS 2015 Đ148.5)", "Calendar days"),
            new("--months", "N", "Số tháng (BLDS 2015 Đ148.3)", "Months"),
            new("--rule", "\"CÂU\"", "Câu quy định thời hạn, ví dụ \"10 working days after decision.issued\"", "A deadline sentence"),
            new("--trace", null, "In từng ngày được tính, ngày bỏ qua và lý do", "Print each day counted or skipped, and why"),
        ],
        RunAsync = RunAsync,
    };

    private static Task<int> RunAsync(Invocation call, CancellationToken ct)
    {
        var from = call.Date("--from") ?? throw new UsageException("Thiếu --from YYYY-MM-DD.", "--from is missing.");
        var rule = RuleOf(call);
        var facts = DeadlineFacts.ForCycle(from.Year);
        if (rule.NeededFact is { } fact) facts = facts.With(fact, from);
        return Task.FromResult(Print(call, from, rule.Resolve(OfficialCalendar.Default, facts)));
    }

    private static DeadlineRule RuleOf(Invocation call)
    {
        var given = ((string[])["--working-days", "--days", "--months", "--rule"]).Where(call.Has).ToList();
        if (given.Count != 1)
        {
            throw new UsageException("Hãy nêu đúng một trong: --working-days, --days, --months, --rule.", "Give exactly one of --working-days, --days, --months, --rule.");
        }

        if (call.Number("--working-days", 1, LongestDays) is { } workingDays) return Period(workingDays, PeriodUnit.WorkingDays);
        if (call.Number("--days", 1, LongestDays) is { } days) return Period(days, PeriodUnit.Days);
        if (call.Number("--months", 1, LongestMonths) is { } months) return Period(months, PeriodUnit.Months);

        var parsed = DeadlineRule.Parse(call.Value("--rule")!);
        return parsed.Value ?? throw new UsageException($"Không hiểu câu quy định thời hạn. {parsed.Problem?.MessageVi}", $"The deadline sentence is not understood. {parsed.Problem?.MessageEn}");
    }

    private static DeadlineRule.Period Period(int count, PeriodUnit unit) => new(count, unit, PeriodDirection.After, "step.started");

    private static int Print(Invocation call, DateOnly from, DeadlineOutcome outcome)
    {
        switch (outcome)
        {
            case DeadlineOutcome.Resolved { Deadline: var deadline }:
                Print(call, from, deadline);
                return ExitCode.Ok;
            case DeadlineOutcome.NoDate none: return PrintNoDate(call, none.TextVi);
            case DeadlineOutcome.MissingFact missing: return PrintNoDate(call, missing.MessageVi);
            default: throw new UnreachableException();
        }
    }

    private static void Print(Invocation call, DateOnly from, Deadline deadline)
    {
        if (call.IsJson)
        {
            call.WriteJson(new
            {
                from = Iso(from),
                due = Iso(deadline.Date),
                deadline.IsProvisional,
                deadline.LegalBasis,
                trace = deadline.Trace.Select(line => new { date = Iso(line.Date), line.Mark, line.Number, reason = line.ReasonVi, notice = line.NoticeCode, line.IsProvisional }),
            });
            return;
        }

        call.Output.WriteLine(Iso(deadline.Date) + (deadline.IsProvisional ? " (tạm tính)" : ""));
        if (!call.Has("--trace")) return;

        foreach (var line in deadline.Trace) call.Output.WriteLine("  " + line.ToVietnamese());
        call.Output.WriteLine($"  Căn cứ: {deadline.LegalBasis}");
    }

    private static int PrintNoDate(Invocation call, string reason)
    {
        if (call.IsJson) call.WriteJson(new { due = (string?)null, reason });
        else call.Output.WriteLine($"Không có ngày hết hạn: {reason}");
        return ExitCode.Finding;
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
