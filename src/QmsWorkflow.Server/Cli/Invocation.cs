using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QmsWorkflow.Server.Cli;

/// <summary>A verb as it was called.</summary>
internal sealed class Invocation(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> options, TextWriter output, TextWriter error)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public IReadOnlyList<string> Arguments { get; } = arguments;

    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public bool IsJson => Has(CommandLine.JsonOption.Name);

    public bool Has(string option) => options.ContainsKey(option);

    public string? Value(string option) => options.GetValueOrDefault(option);

    /// <exception cref="UsageException">It is no whole number in the range.</exception>
    public int? Number(string option, int least, int most)
    {
        if (Value(option) is not { } text) return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UsageException($"{option} phải là số nguyên từ {least} đến {most}, không phải \"{text}\".", $"{option} must be a whole number from {least} to {most}.");
    }

    /// <exception cref="UsageException">It is no date.</exception>
    public DateOnly? Date(string option)
    {
        if (Value(option) is not { } text) return null;

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2200
            ? date
            : throw new UsageException($"{option} phải là một ngày có thật dạng năm-tháng-ngày, ví dụ 2024-04-22, không phải \"{text}\".", $"{option} must be a real date such as 2024-04-22.");
    }

    public void WriteJson(object value) => Output.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>The files that the arguments name; a quoted pattern such as <c>"workflows/**/*.json"</c> is expanded here.</summary>
    /// <exception cref="CannotRunException">A file or pattern names nothing.</exception>
    public IReadOnlyList<string> Files() => [.. Arguments.SelectMany(FilePatterns.Expand).Distinct(StringComparer.Ordinal)];
}
