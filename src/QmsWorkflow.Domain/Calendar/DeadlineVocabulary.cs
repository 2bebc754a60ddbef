using System.Collections.Immutable;

namespace QmsWorkflow.Domain.Calendar;

/// <summary>A word that sentences may use: a fact to count from, or a role to tell.</summary>
/// <param name="Name">The word in files: <c>decision.issued</c>, <c>iso-secretary</c>.</param>
/// <param name="Vietnamese">What people read.</param>
/// <param name="English">The same in English.</param>
public sealed record VocabularyWord(string Name, string Vietnamese, string English);

/// <summary>The facts and roles that sentences may name. Give your own to allow more.</summary>
/// <param name="Facts">Dates a deadline may be counted from.</param>
/// <param name="Roles">Roles an escalation may go to.</param>
public sealed record DeadlineVocabulary(ImmutableArray<VocabularyWord> Facts, ImmutableArray<VocabularyWord> Roles)
{
    /// <summary>The product's own words.</summary>
    public static DeadlineVocabulary Default { get; } = new(DeadlineFacts.Known,
    [
        new("head", "thủ trưởng cơ quan", "head of the agency"),
        new("deputy", "cấp phó của thủ trưởng", "deputy head"),
        new("steering-committee", "Ban Chỉ đạo ISO", "ISO steering committee"),
        new("iso-secretary", "Thư ký ISO", "ISO secretary"),
        new("office", "Văn phòng", "office"),
        new("unit-head", "trưởng phòng, đơn vị", "head of the unit"),
        new("staff", "công chức, viên chức, người lao động", "staff"),
        new("clerk", "Văn thư", "records clerk"),
        new("auditor", "đánh giá viên nội bộ", "internal auditor"),
        new("planning-finance", "Phòng Kế hoạch - Tài chính", "planning and finance division"),
        new("admin", "quản trị hệ thống", "administrator"),
    ]);

    /// <summary>The same words and some more facts.</summary>
    public DeadlineVocabulary WithFacts(params IEnumerable<VocabularyWord> facts) => this with { Facts = [.. Facts, .. facts] };

    /// <summary>The same words and some more roles.</summary>
    public DeadlineVocabulary WithRoles(params IEnumerable<VocabularyWord> roles) => this with { Roles = [.. Roles, .. roles] };

    internal VocabularyWord? Fact(string name) => Find(Facts, name);

    internal VocabularyWord? Role(string name) => Find(Roles, name);

    private static VocabularyWord? Find(ImmutableArray<VocabularyWord> words, string name) =>
        words.FirstOrDefault(word => string.Equals(word.Name, name, StringComparison.OrdinalIgnoreCase));
}
