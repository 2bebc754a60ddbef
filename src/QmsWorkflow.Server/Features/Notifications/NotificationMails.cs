using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Notifications;

/// <summary>Asks for the mails of new notifications, in the transaction that wrote them.</summary>
internal sealed class NotificationMails(QmsDb db, JobQueue jobs, MailSettings settings)
{
    /// <summary>One mail for each active person with an address; the key makes it one however often it is asked for.</summary>
    public async Task AskAsync(Guid agencyId, string key, IReadOnlyList<Guid> notificationIds, CancellationToken ct)
    {
        if (!settings.IsSetUp || notificationIds.Count == 0) return;

        var mails = await db.Notifications.Where(n => notificationIds.Contains(n.Id))
            .Join(db.People.Where(p => p.IsActive && p.Email != null && p.Email != ""), n => n.PersonId, p => p.Id, (n, p) => new { n.Id, n.PersonId }).ToListAsync(ct);
        await jobs.EnqueueAsync(
            agencyId, MailJob.JobKind, [.. mails.Select(m => ($"mail:{key}:{m.PersonId}", JsonSerializer.Serialize(new MailRequest(m.Id))))], ct);
    }
}

internal sealed record MailRequest(Guid NotificationId);

/// <summary>Sends one notification as a mail. At least once: between the mail server's "taken" and our commit the process may die, and the repeat carries the same key.</summary>
internal sealed class MailJob(QmsDb db, IMailSender sender, MailSettings settings) : IJobHandler
{
    public const string JobKind = "send-mail";
    private const int LongestSubject = 150;

    public string Kind => JobKind;

    public JobLane Lane => JobLane.Mail;

    public async Task RunAsync(JobRow job, CancellationToken ct)
    {
        var request = JsonSerializer.Deserialize<MailRequest>(job.Payload)!;
        var notification = await db.Notifications.AsNoTracking().SingleAsync(n => n.Id == request.NotificationId, ct);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == notification.PersonId, ct);
        // The person left, or has no address any more, since the job was asked for.
        if (!person.IsActive || string.IsNullOrWhiteSpace(person.Email)) return;

        var agency = await db.Agencies.AsNoTracking().SingleAsync(a => a.Id == notification.AgencyId, ct);
        await sender.SendAsync(new Mail(job.Key, person.Email, person.FullName, Subject(notification.Text), Body(notification, person, agency)), ct);
    }

    /// <summary>One line: a line break in a subject would begin another header.</summary>
    private static string Subject(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var plain = new string([.. line.Where(c => !char.IsControl(c))]).Normalize();
        if (plain.Length <= LongestSubject) return plain;

        // Cut between letters as people see them: a mark stays with its letter.
        var cut = new StringBuilder();
        var letters = StringInfo.GetTextElementEnumerator(plain);
        while (letters.MoveNext() && cut.Length + letters.GetTextElement().Length < LongestSubject) cut.Append(letters.GetTextElement());
        return $"{cut}…";
    }

    private string Body(Notification notification, Person person, Agency agency) =>
        $"""
        Kính gửi {person.FullName},

        {notification.Text}

        Mở trong phần mềm: {new Uri(settings.PublicUrl, $"/notifications/{notification.Id}")}

        --
        {agency.Name}
        Thư do phần mềm QmsWorkflow gửi tự động, xin không trả lời.

        """;
}
