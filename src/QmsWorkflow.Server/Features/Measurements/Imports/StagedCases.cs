using System.Collections.Immutable;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Rows of a case list (one hồ sơ each), checked; texts are written from the file's own buffer.</summary>
internal sealed class StagedCases : StagedRows
{
    private const short ColumnCount = 20;
    private const int LongestCode = 100;
    private const int LongestName = 1000;

    private readonly ReadingContext context;
    private readonly CellReading code, unit, field, procedureCode, procedureName, channel, whole, received, due, newDue, finished, returned, rejected;
    private readonly CellReading duration, durationUnit, pauseFrom, pauseTo, fee, payments, online, dossier, result, satisfied;
    private readonly bool durationInDays;

    private Guid unitId;
    private short channelNumber;
    private bool isWhole, isRejected, hasFee, isDossierDigitised, isResultDigitised;
    private bool? isSatisfied;
    private int paymentCount, onlineCount;
    private DateTime receivedAt;
    private DateTime? dueAt, finishedAt, returnedAt;

    public StagedCases(ReadingContext context)
    {
        this.context = context;
        CellReading Cell(string name, params string[] words) => new(name, context.Mapping, context.Headers, words);
        (code, unit, field) = (Cell("case_code"), Cell("unit"), Cell("field"));
        (procedureCode, procedureName) = (Cell("procedure_code"), Cell("procedure_name"));
        (channel, whole) = (Cell("channel", "channel"), Cell("is_whole", "is_whole", "boolean"));
        (received, due, newDue, finished) = (Cell("received_at"), Cell("due_at"), Cell("new_due_at"), Cell("finished_at"));
        (returned, rejected) = (Cell("returned_at"), Cell("rejected_at"));
        (duration, durationUnit) = (Cell("duration"), Cell("duration_unit", "duration_unit"));
        (pauseFrom, pauseTo) = (Cell("pause_from"), Cell("pause_to"));
        (fee, payments, online) = (Cell("has_fee", "boolean"), Cell("payments", "boolean"), Cell("payments_online", "boolean"));
        (dossier, result, satisfied) = (Cell("dossier_digitised", "boolean"), Cell("result_digitised", "boolean"), Cell("satisfied", "satisfied", "boolean"));
        durationInDays = context.Mapping.Defaults.GetValueOrDefault("duration_in") == "days";
    }

    public override string Columns =>
        "row_number, case_code, unit_id, field, procedure_code, procedure_name, channel, is_whole, received_at, due_at, finished_at, returned_at, is_rejected, timeliness, "
        + "has_fee, payments, payments_online, dossier_digitised, result_digitised, satisfied";

    public override bool Check(IRowReader row, FaultList faults)
    {
        var isFaulty = !Required(code, row, code.Text(row), LongestCode, faults);
        isFaulty |= !Fits(field, row, field.Text(row), LongestName, faults) | !Fits(procedureCode, row, procedureCode.Text(row), LongestCode, faults)
            | !Fits(procedureName, row, procedureName.Text(row), LongestName, faults);
        if (Unit(unit, row, context.Units, faults) is { } found) unitId = found;
        else isFaulty = true;

        CheckDates(row, faults, ref isFaulty);
        CheckChannel(row, faults, ref isFaulty);
        CheckPayments(row, faults, ref isFaulty);
        isWhole = whole.Flag(row, faults, ref isFaulty);
        isDossierDigitised = dossier.Flag(row, faults, ref isFaulty);
        isResultDigitised = result.Flag(row, faults, ref isFaulty);
        isSatisfied = satisfied.Text(row).IsEmpty ? null : satisfied.Flag(row, faults, ref isFaulty);
        return !isFaulty;
    }

    public override int Write(IRowReader row, CopyBuffer copy)
    {
        copy.Row(ColumnCount);
        copy.Long(row.Row);
        copy.Text(code.Text(row));
        copy.Uuid(unitId);
        copy.Text(field.Text(row));
        copy.Text(procedureCode.Text(row));
        copy.Text(procedureName.Text(row));
        copy.Small(channelNumber);
        copy.Bool(isWhole);
        copy.Time(receivedAt);
        copy.Time(dueAt);
        copy.Time(finishedAt);
        copy.Time(returnedAt);
        copy.Bool(isRejected);
        copy.Small((short)CaseTimeliness.Of(dueAt, finishedAt));
        copy.Bool(hasFee);
        copy.Int(paymentCount);
        copy.Int(onlineCount);
        copy.Bool(isDossierDigitised);
        copy.Bool(isResultDigitised);
        copy.Bool(isSatisfied);
        return 1;
    }

    private void CheckDates(IRowReader row, FaultList faults, ref bool isFaulty)
    {
        var start = received.Date(row, faults, ref isFaulty, out var startHasTime);
        if (start is null && received.Text(row).IsEmpty)
        {
            faults.Add(row.Row, received.Header, "", "required", "Ô này không được để trống.");
            isFaulty = true;
        }

        var end = finished.Date(row, faults, ref isFaulty, out var endHasTime);
        var refused = rejected.Date(row, faults, ref isFaulty, out var refusedHasTime);
        returnedAt = returned.Date(row, faults, ref isFaulty, out _);
        isRejected = refused is not null;
        // A refusal ends the handling of a case, whether the system says so or not.
        (finishedAt, endHasTime) = end is null ? (refused, refusedHasTime) : (end, endHasTime);
        receivedAt = start ?? default;
        var cell = end is null ? rejected : finished;
        if (start is { } from && finishedAt is { } to && (startHasTime && endHasTime ? to < from : to.Date < from.Date))
        {
            faults.Add(row.Row, cell.Header, cell.Text(row), "order", $"Kết thúc trước khi tiếp nhận ({received.Text(row)}).");
            isFaulty = true;
        }

        if (start > context.Now || finishedAt > context.Now)
        {
            var late = start > context.Now ? received : cell;
            faults.Add(row.Row, late.Header, late.Text(row), "future", "Ngày này chưa đến.");
            isFaulty = true;
        }

        if (returnedAt is { } given && finishedAt is { } done && given.Date < done.Date)
        {
            faults.Add(row.Row, returned.Header, returned.Text(row), "order", $"Trả kết quả trước khi kết thúc xử lý ({cell.Text(row)}).");
            isFaulty = true;
        }

        CheckDue(row, start, faults, ref isFaulty);
    }

    private void CheckDue(IRowReader row, DateTime? start, FaultList faults, ref bool isFaulty)
    {
        var first = due.Date(row, faults, ref isFaulty, out var firstHasTime);
        var renewed = newDue.Date(row, faults, ref isFaulty, out var renewedHasTime);
        var (day, hasTime, cell) = renewed is null ? (first, firstHasTime, due) : (renewed, renewedHasTime, newDue);
        // A day without an hour ends when the day does (BLDS 2015 Điều 148.5).
        dueAt = day is { } known && !hasTime ? CaseDeadline.EndOf(DateOnly.FromDateTime(known)) : day;
        if (day is { } end && start is { } from && end.Date < from.Date)
        {
            faults.Add(row.Row, cell.Header, cell.Text(row), "order", $"Hẹn trả trước ngày tiếp nhận ({received.Text(row)}).");
            isFaulty = true;
        }

        if (day is null && start is { } received0 && duration.IsThere) dueAt = Reckon(row, received0, faults, ref isFaulty);
    }

    /// <summary>The deadline of a case whose file has none: by the agency's working days, without the time of supplements.</summary>
    private DateTime? Reckon(IRowReader row, DateTime start, FaultList faults, ref bool isFaulty)
    {
        if (duration.Count(row, faults, ref isFaulty) is not { } amount) return null;

        var kind = durationUnit.Text(row) is { IsEmpty: false } told ? durationUnit.Meaning(told) : "working-days";
        if (kind is null || amount > 10_000)
        {
            var cell = kind is null ? durationUnit : duration;
            faults.Add(row.Row, cell.Header, cell.Text(row), "duration", "Thời gian thực hiện phải là số giờ (8 giờ = 1 ngày) theo “Ngày làm việc”, “Ngày” hoặc “Giờ”.");
            isFaulty = true;
            return null;
        }

        var from = pauseFrom.Date(row, faults, ref isFaulty, out _);
        var to = pauseTo.Date(row, faults, ref isFaulty, out _);
        ImmutableArray<CasePause> pauses = from is { } asked ? [new CasePause(asked, to)] : [];
        var (count, unitOfTime) = kind switch
        {
            _ when durationInDays => (amount, kind == "days" ? HandlingUnit.Days : HandlingUnit.WorkingDays),
            "days" => ((amount + CaseDeadline.HoursOfDay - 1) / CaseDeadline.HoursOfDay, HandlingUnit.Days),
            "working-days" when amount % CaseDeadline.HoursOfDay == 0 => (amount / CaseDeadline.HoursOfDay, HandlingUnit.WorkingDays),
            _ => (amount, HandlingUnit.WorkingHours),
        };
        return CaseDeadline.Of(start, count, unitOfTime, context.Calendar, CaseDeadline.UsualHours, pauses);
    }

    private void CheckChannel(IRowReader row, FaultList faults, ref bool isFaulty)
    {
        var text = channel.Text(row);
        // A list without the column is one of the counter.
        var meaning = text.IsEmpty && !channel.IsThere ? "direct" : channel.Meaning(text);
        channelNumber = meaning switch { "direct" => 1, "online" => 2, "post" => 3, _ => 0 };
        if (channelNumber > 0) return;

        faults.Add(row.Row, channel.Header, text, "channel", "Kênh thực hiện phải là trực tiếp (1), trực tuyến (2) hoặc bưu chính (3). Hãy sửa ô này, hoặc thêm ánh xạ giá trị trong nguồn số liệu.");
        isFaulty = true;
    }

    private void CheckPayments(IRowReader row, FaultList faults, ref bool isFaulty)
    {
        onlineCount = online.Count(row, faults, ref isFaulty) ?? 0;
        // Systems that tell only whether a case was paid online: that is one payment.
        paymentCount = payments.Count(row, faults, ref isFaulty) ?? onlineCount;
        hasFee = fee.IsThere ? fee.Flag(row, faults, ref isFaulty) : paymentCount > 0;
        if (onlineCount <= paymentCount) return;

        faults.Add(row.Row, online.Header, online.Text(row), "payments", $"Thanh toán trực tuyến ({onlineCount}) nhiều hơn tổng số giao dịch ({paymentCount}).");
        isFaulty = true;
    }
}
