using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Tasks;

/// <summary>A form described by a file, <c>workflows/forms/&lt;name&gt;.form.json</c>: changing the form needs no code.</summary>
internal sealed record DeclaredForm
{
    /// <summary>Posted fields carry this prefix, so that they never meet the page's own fields.</summary>
    public const string Prefix = "f.";

    private const int LongestText = 4000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public required string Name { get; init; }
    public string? TitleVi { get; init; }
    public string? TitleEn { get; init; }
    public required IReadOnlyList<DeclaredField> Fields { get; init; }

    /// <exception cref="FormatException">The file is no form; the message says where and what.</exception>
    public static DeclaredForm Read(string json, string source)
    {
        DeclaredForm form;
        try
        {
            form = JsonSerializer.Deserialize<DeclaredForm>(json, Json) ?? throw new FormatException($"{source}: tệp trống");
        }
        catch (JsonException failure)
        {
            throw new FormatException($"{source} {failure.Path}: {failure.Message}", failure);
        }

        for (var index = 0; index < form.Fields.Count; index++)
        {
            if (form.Fields[index].Problem() is { } problem)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{source} $.fields[{index}]: {problem}"));
            }
        }

        var twice = form.Fields.GroupBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? form : throw new FormatException($"{source} $.fields: trường \"{twice.Key}\" lặp lại");
    }

    /// <summary>Reads what was posted.</summary>
    public (JsonObject Answer, IReadOnlyList<FieldProblem> Problems) Fill(IFormCollection posted)
    {
        var answer = new JsonObject();
        var problems = new List<FieldProblem>();
        foreach (var field in Fields)
        {
            var text = posted[Prefix + field.Name].ToString().Trim();
            if (field.Type == DeclaredType.Checkbox)
            {
                var isTicked = text is "true" or "on";
                answer[field.Name] = isTicked;
                if (field.Required && !isTicked) problems.Add(new(Prefix + field.Name, ErrorText.Of("QMS232", field.Label)));
            }
            else if (text.Length == 0)
            {
                if (field.Required) problems.Add(new(Prefix + field.Name, ErrorText.Of("QMS231", field.Label)));
            }
            else if (Convert(field, text) is { } value)
            {
                answer[field.Name] = value;
            }
            else
            {
                problems.Add(new(Prefix + field.Name, Wrong(field)));
            }
        }

        return (answer, problems);
    }

    private static JsonValue? Convert(DeclaredField field, string text) => field.Type switch
    {
        DeclaredType.Text or DeclaredType.Textarea => text.Length <= LongestText ? JsonValue.Create(text) : null,
        DeclaredType.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? JsonValue.Create(text) : null,
        DeclaredType.Number => Number(text) is { } number && !(number < field.Min) && !(number > field.Max) ? JsonValue.Create(number) : null,
        DeclaredType.Choice => field.Choices.Any(choice => choice.Value == text) ? JsonValue.Create(text) : null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>"1.234,5" as Vietnamese people write it, "1234.5" as browsers send it.</summary>
    private static decimal? Number(string text)
    {
        const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var number)) return number;

        return decimal.TryParse(text, plain | NumberStyles.AllowThousands, CultureInfo.GetCultureInfo("vi-VN"), out number) ? number : null;
    }

    private static string Wrong(DeclaredField field) => field.Type switch
    {
        DeclaredType.Date => ErrorText.Of("QMS233", field.Label),
        DeclaredType.Number => ErrorText.Of("QMS234", field.Label),
        DeclaredType.Choice => ErrorText.Of("QMS235", field.Label),
        _ => ErrorText.Of("QMS236", field.Label, LongestText),
    };
}

internal enum DeclaredType { Text, Textarea, Date, Number, Choice, Checkbox }

internal sealed record DeclaredField
{
    public required string Name { get; init; }
    public required string LabelVi { get; init; }
    public required string LabelEn { get; init; }
    public required DeclaredType Type { get; init; }
    public bool Required { get; init; }
    public IReadOnlyList<DeclaredChoice> Choices { get; init; } = [];
    public string? Help { get; init; }
    public string? HelpEn { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }

    public string Label => IsEnglish ? LabelEn : LabelVi;

    public string? HelpText => IsEnglish ? HelpEn ?? Help : Help;

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public string? Problem()
    {
        if (Name.Length == 0 || !Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) return $"tên trường \"{Name}\" chỉ được gồm chữ không dấu, số, - và _";

        return Type == DeclaredType.Choice && Choices.Count == 0 ? $"trường \"{Name}\" kiểu choice cần danh sách choices" : null;
    }
}

internal sealed record DeclaredChoice
{
    public required string Value { get; init; }
    public required string LabelVi { get; init; }
    public required string LabelEn { get; init; }

    public string Label => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? LabelEn : LabelVi;
}
