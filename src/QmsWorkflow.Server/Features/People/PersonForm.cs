namespace QmsWorkflow.Server.Features.People;

/// <summary>What the form on a person sends.</summary>
public sealed class PersonForm
{
    public string? FullName { get; set; }
    public string? UserName { get; set; }
    public string? JobTitle { get; set; }
    public string? Email { get; set; }
    public string? UnitId { get; set; }

    internal static PersonForm Of(Person person) => new()
    {
        FullName = person.FullName,
        UserName = person.UserName,
        JobTitle = person.JobTitle,
        Email = person.Email,
        UnitId = person.UnitId?.ToString(),
    };

    internal PersonInput Input() => new(FullName ?? "", UserName ?? "", JobTitle ?? "", Email, UnitIds.Read(UnitId));
}

internal static class UnitIds
{
    /// <summary>The unit chosen in a list; text that is no id names no unit there is.</summary>
    public static Guid? Read(string? text) => string.IsNullOrEmpty(text) ? null : Guid.TryParse(text, out var id) ? id : Guid.Empty;
}
