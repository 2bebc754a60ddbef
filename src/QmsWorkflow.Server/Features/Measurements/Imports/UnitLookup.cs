using QmsWorkflow.Server.Cli;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

/// <summary>The unit that a file means: by the source's mapping, by code, or by name.</summary>
internal sealed class UnitLookup
{
    private readonly Dictionary<string, Guid> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Guid>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly Dictionary<string, string> said = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(string Code, string Name)> units;

    public UnitLookup(IReadOnlyList<(Guid Id, string Code, string Name)> units, SourceMapping mapping)
    {
        this.units = [.. units.Select(unit => (unit.Code, unit.Name))];
        foreach (var unit in units) known[unit.Code] = unit.Id;
        foreach (var unit in units) known.TryAdd(unit.Name, unit.Id);
        foreach (var (word, code) in mapping.Values.GetValueOrDefault("unit") ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            if (units.FirstOrDefault(unit => string.Equals(unit.Code, code, StringComparison.OrdinalIgnoreCase)) is { Code: not null } meant) known[word.Trim()] = meant.Id;
        }

        lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public Guid? Find(ReadOnlySpan<char> text) => lookup.TryGetValue(text, out var id) ? id : null;

    /// <summary>The fault of a unit that nobody knows, with the fix; worked out once for each name.</summary>
    public string Unknown(ReadOnlySpan<char> text)
    {
        var typed = text.ToString();
        if (said.TryGetValue(typed, out var message)) return message;

        message = Say(typed);
        if (said.Count < 1000) said[typed] = message;
        return message;
    }

    private string Say(string typed)
    {
        var near = NearestWord.Of(typed.ToUpperInvariant(), units.SelectMany(unit => new[] { unit.Code.ToUpperInvariant(), unit.Name.ToUpperInvariant() }));
        var meant = near is null ? default : units.FirstOrDefault(unit => string.Equals(unit.Code, near, StringComparison.OrdinalIgnoreCase) || string.Equals(unit.Name, near, StringComparison.OrdinalIgnoreCase));
        var hint = meant.Code is null ? "" : $" Có phải “{meant.Name}” ({meant.Code})?";
        return $"Không có đơn vị nào mang mã hoặc tên “{typed}”.{hint} Hãy thêm ánh xạ đơn vị này trong nguồn số liệu (“{typed}” là đơn vị nào), hoặc sửa tệp.";
    }
}
