using System.Globalization;

namespace QmsWorkflow.Server.Features.Measurements.Samples;

/// <summary>Writes cases in the columns of the one-stop systems (docs/reference/samples.md), one line each, with no more memory than a line.</summary>
internal sealed class CaseCsv(TextWriter output)
{
    public const string Instant = "dd/MM/yyyy HH:mm";
    private const int HoursPerDay = 8;

    public static readonly IReadOnlyList<string> Columns =
    [
        "MaHoSo", "DonViId", "MaLinhVuc", "TenLinhVuc", "MaTTHC", "TenTTHC", "KenhThucHien", "MucDo", "NgayNopHoSo", "NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy", "NgayTra",
        "NgayTuChoi", "TrangThaiHoSoId", "HinhThucTra", "ThoiGianThucHien", "LoaiThoiGianThucHien", "CoPhi", "SoGiaoDich", "SoGiaoDichTrucTuyen",
        "HoSoCoThanhPhanSoHo", "KetQuaDaSoHoa", "HaiLong", "NgayBoSung", "NgayHenTraTruoc", "NgayTiepNhanBoSung", "NgayHenTraMoi",
    ];

    private readonly char[] number = new char[24];
    private bool isFirst = true;

    public void WriteHead()
    {
        foreach (var column in Columns) Text(column);
        End();
    }

    public void Write(SampleCase row)
    {
        Text(row.Code);
        Text(row.Field.Unit);
        Text(row.Field.Code);
        Text(row.Field.Name);
        Text(row.Procedure.Code);
        Text(row.Procedure.Name);
        Number(row.Channel);
        Text(row.Procedure.Whole ? "Toàn trình" : "Một phần");
        Moment(row.FiledAt);
        Moment(row.ReceivedAt);
        Moment(row.DueAt);
        Moment(row.FinishedAt);
        Moment(row.ReturnedAt);
        Moment(row.RejectedAt);
        Number(State(row));
        Number(row.Channel);
        Number(row.Procedure.Days * HoursPerDay);
        Text("Ngày làm việc");
        Flag(row.Procedure.Fee);
        Number(row.Payments);
        Number(row.PaymentsOnline);
        Flag(row.DossierDigitised);
        Flag(row.ResultDigitised);
        Text(row.Satisfied switch { true => "Hài lòng", false => "Không hài lòng", _ => "" });
        Moment(row.Supplement?.AskedAt);
        Moment(row.Supplement?.DueBefore);
        Moment(row.Supplement?.AnsweredAt);
        Moment(row.Supplement?.DueAfter);
        End();
    }

    /// <summary>2 in work, 3 waiting for a supplement, 4 settled, 5 handed over, 6 rejected.</summary>
    private static int State(SampleCase row) => row switch
    {
        { RejectedAt: not null } => 6,
        { ReturnedAt: not null } => 5,
        { FinishedAt: not null } => 4,
        { Supplement: { AnsweredAt: null } } => 3,
        _ => 2,
    };

    private void Flag(bool value) => Number(value ? 1 : 0);

    private void Number(int value)
    {
        value.TryFormat(number, out var length, default, CultureInfo.InvariantCulture);
        Raw(number.AsSpan(0, length));
    }

    private void Moment(DateTime? value)
    {
        var length = 0;
        value?.TryFormat(number, out length, Instant, CultureInfo.InvariantCulture);
        Raw(number.AsSpan(0, length));
    }

    private void Text(string value)
    {
        if (value.AsSpan().IndexOfAny(",\"\n") < 0) Raw(value);
        else Raw("\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"");
    }

    private void Raw(ReadOnlySpan<char> value)
    {
        if (!isFirst) output.Write(',');
        isFirst = false;
        output.Write(value);
    }

    private void End()
    {
        output.Write("\r\n");
        isFirst = true;
    }
}
