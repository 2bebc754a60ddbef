namespace QmsWorkflow.Documents.Checking.Reading;

/// <summary>How letters look after all styles are applied.</summary>
internal sealed record RunLook
{
    /// <summary>What Word takes when nothing is said anywhere.</summary>
    public static RunLook Initial { get; } = new() { Font = "Times New Roman", Points = 10, Colour = "auto" };

    public required string Font { get; init; }
    public required double Points { get; init; }
    public required string Colour { get; init; }
    public bool IsBold { get; init; }
    public bool IsItalic { get; init; }
    public bool IsCaps { get; init; }
    public bool IsUnderlined { get; init; }
    public bool IsHidden { get; init; }
    public bool IsRaised { get; init; }
}

/// <summary>How a paragraph stands after all styles are applied; lengths in twips (1/20 of a point).</summary>
internal sealed record ParagraphLook
{
    public static ParagraphLook Initial { get; } = new();

    /// <summary>left, center, right or both.</summary>
    public string Align { get; init; } = "left";
    public int Left { get; init; }
    public int Right { get; init; }

    /// <summary>Negative when the first line hangs out.</summary>
    public int FirstLine { get; init; }
    public int Before { get; init; }
    public int After { get; init; }

    /// <summary>In 240ths of a line when <see cref="LineRule"/> is auto, else in twips.</summary>
    public int Line { get; init; } = 240;
    public string LineRule { get; init; } = "auto";
    public bool HasTopBorder { get; init; }
    public bool HasBottomBorder { get; init; }
    public bool StartsPage { get; init; }
    public bool IgnoresSpaceBetweenSame { get; init; }
    public string? NumberId { get; init; }
    public int Level { get; init; }
}
