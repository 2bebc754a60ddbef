using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Testing;

/// <summary>An agency for tests, the chaos program and the benchmarks; only what they compare differs.</summary>
internal static class TestAgency
{
    public static Agency Of(Guid id, string code, string name, string symbol) => new()
    {
        Id = id,
        Code = code,
        Name = name,
        ShortName = name,
        SuperiorName = "UBND tỉnh",
        PlaceName = "Thử",
        Symbol = symbol,
        HeadTitle = "Giám đốc",
        DeputyTitle = "Phó Giám đốc",
        AuthorityLine = "GIÁM ĐỐC",
        IsCollective = false,
        StandardEdition = "TCVN ISO 9001:2015",
        TimeZone = "Asia/Ho_Chi_Minh",
        Profile = "{}",
    };
}
