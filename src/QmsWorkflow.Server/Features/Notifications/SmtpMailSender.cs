using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace QmsWorkflow.Server.Features.Notifications;

/// <summary>Hands mails to the agency's mail server.</summary>
internal sealed class SmtpMailSender(MailSettings settings) : IMailSender
{
    public async Task SendAsync(Mail mail, CancellationToken ct)
    {
        if (!settings.IsSetUp) throw new MailFailedException("Máy chủ này chưa đặt Mail__Host nên không gửi được thư. Hãy đặt như các máy chủ khác rồi bấm \"Thử lại\", hoặc bỏ qua.");
        if (!MailAddress.TryCreate(mail.To, mail.ToName, Encoding.UTF8, out var to)) throw new MailFailedException(Refused(mail, "địa chỉ viết sai"));

        using var message = Message(mail, to);
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.UseTls };
        if (settings.User is { } user) client.Credentials = new NetworkCredential(user, settings.Password);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(settings.Timeout);
        try
        {
            await client.SendMailAsync(message, limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MailFailedException(Away("không trả lời kịp"));
        }
        catch (SmtpFailedRecipientException refusal)
        {
            throw new MailFailedException(Refused(mail, refusal.Message));
        }
        catch (SmtpException failure)
        {
            throw new MailFailedException(Away($"không nhận thư: {failure.InnerException?.Message ?? failure.Message}"));
        }
    }

    private MailMessage Message(Mail mail, MailAddress to) => new(settings.From, to)
    {
        HeadersEncoding = Encoding.UTF8,
        Subject = mail.Subject,
        SubjectEncoding = Encoding.UTF8,
        Body = mail.Body,
        BodyEncoding = Encoding.UTF8,
        BodyTransferEncoding = TransferEncoding.Base64,
        Headers =
        {
            ["Message-ID"] = $"<{mail.Id}@{settings.From.Host}>",
            ["X-Qms-Key"] = mail.Key,
            // RFC 3834: no automatic answer is wanted.
            ["Auto-Submitted"] = "auto-generated",
        },
    };

    private string Server => string.Create(CultureInfo.InvariantCulture, $"Máy chủ thư {settings.Host}:{settings.Port}");

    private string Refused(Mail mail, string why) =>
        $"{Server} không nhận người nhận {mail.To} ({mail.ToName}): {why}. Hãy sửa địa chỉ thư của người này ở trang Người dùng, rồi bấm \"Thử lại\".";

    private string Away(string why) =>
        $"{Server} {why}. Hãy kiểm tra máy chủ thư và các thiết đặt Mail__Host, Mail__Port, Mail__UseTls, Mail__User, Mail__Password, rồi bấm \"Thử lại\".";
}
