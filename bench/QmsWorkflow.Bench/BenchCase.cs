using System.Globalization;

namespace QmsWorkflow.Bench;

/// <summary>One case of a made-up year: the same for the same number, in the columns of a provincial one-stop system.</summary>
internal readonly record struct BenchCase(
    string Code, string Unit, string Field, string Procedure, string Name, int Channel, int Whole, DateTime Received, DateTime Due, DateTime? Finished, bool HasFee, int Payments, int Online, bool Dossier, bool Result, int? Satisfied)
{
    private static readonly DateTime Year = new(2024, 1, 1, 7, 30, 0);

    public static readonly string[] Headers =
    [
        "MaHoSo", "DonViId", "TenLinhVuc", "MaTTHC", "TenTTHC", "KenhThucHien", "MucDo", "NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy", "NgayTra", "CoPhi", "SoGiaoDich", "DuocThanhToanTrucTuyen",
        "HoSoCoThanhPhanSoHo", "KetQuaDaSoHoa", "HaiLong",
    ];

    public static BenchCase At(int number, int count, string unit)
    {
        // A hash of the number: no state, so that any row can be made alone.
        var hash = (uint)(number + 1) * 2654435761u;
        int Part(int shift, int most) => (int)((hash >> shift) % (uint)most);
        var received = Year.AddMinutes((long)(number * (360.0 * 1440 / count)));
        var due = received.AddDays(3 + Part(3, 15));
        DateTime? finished = Part(7, 100) < 4 ? null : received.AddHours(20 + Part(11, 24 * 14));
        var payments = Part(5, 3) == 0 ? 1 : 0;
        return new BenchCase(
            string.Create(CultureInfo.InvariantCulture, $"H{10 + (number % 30)}.{received:yyMMdd}-{number:0000000}"), unit, $"Lĩnh vực {Part(9, 25)}", string.Create(CultureInfo.InvariantCulture, $"1.{Part(13, 400):000000}"),
            $"Cấp giấy xác nhận loại {Part(13, 400)}, trường hợp {Part(4, 9)}", 1 + Part(6, 3), 3 + Part(8, 2), received, due, finished, payments > 0, payments, payments == 1 ? Part(2, 2) : 0, Part(10, 5) > 0, Part(12, 4) > 0,
            Part(14, 6) == 0 ? 1 + Part(15, 5) : null);
    }

    public void Write(TextWriter writer)
    {
        string Day(DateTime? day) => day?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
        writer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{Code},{Unit},{Field},{Procedure},\"{Name}\",{Channel},{Whole},{Day(Received)},{Day(Due)},{Day(Finished)},{Day(Finished)},{(HasFee ? 1 : 0)},{Payments},{Online},{(Dossier ? 1 : 0)},{(Result ? 1 : 0)},{Satisfied}\n"));
    }

    public object?[] Cells() => [Code, Unit, Field, Procedure, Name, Channel, Whole, Received, Due, Finished, Finished, HasFee ? 1 : 0, Payments, Online, Dossier ? 1 : 0, Result ? 1 : 0, Satisfied];
}
