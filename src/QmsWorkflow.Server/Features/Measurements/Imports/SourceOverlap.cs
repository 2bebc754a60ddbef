using System.Globalization;
using System.Text.Json;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>Figures that a file and another source both tell. Both are kept; results are counted from the source with the smaller rank, by code where ranks are the same.</summary>
public sealed record SourceOverlap
{
    public required string Source { get; init; }
    public required string SourceName { get; init; }
    public required int Rank { get; init; }
    public required int OwnRank { get; init; }

    /// <value>Whether the figures of the file are the ones that count.</value>
    public required bool FileCounts { get; init; }

    /// <value>So many months of units that both tell.</value>
    public required long Months { get; init; }

    /// <value>"01/2024".</value>
    public required string FirstMonth { get; init; }
    public required string LastMonth { get; init; }

    /// <value>So many figures in which they differ.</value>
    public required long Differing { get; init; }

    internal static IReadOnlyList<SourceOverlap> Read(string json) => JsonSerializer.Deserialize<List<SourceOverlap>>(json, SourceMapping.Json) ?? [];

    /// <summary>For the command line; pages have their own words.</summary>
    internal string ToVietnamese()
    {
        var months = FirstMonth == LastMonth ? $"tháng {FirstMonth}" : $"từ tháng {FirstMonth} đến tháng {LastMonth}";
        var rank = Rank == OwnRank ? $"cùng thứ hạng {Rank}, xếp theo mã nguồn" : $"thứ hạng {Math.Min(Rank, OwnRank)} nhỏ hơn {Math.Max(Rank, OwnRank)}";
        var winner = FileCounts ? "số liệu của tệp này" : $"số liệu của nguồn {Source}";
        return string.Create(CultureInfo.InvariantCulture, $"{Months} tháng của các đơn vị ({months}) đã có ở nguồn “{SourceName}” ({Source}), {Differing} số liệu khác nhau. Kết quả tính theo {winner} ({rank}).");
    }
}
