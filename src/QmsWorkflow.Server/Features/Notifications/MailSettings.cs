using System.Globalization;
using System.Net.Mail;

namespace QmsWorkflow.Server.Features.Notifications;

/// <summary>The mail server the agency's mails go through; without a host there are no mails.</summary>
internal sealed record MailSettings
{
    public static readonly MailSettings None = new() { Host = "", From = new MailAddress("qms@localhost"), PublicUrl = new Uri("http://127.0.0.1:5080") };

    public required string Host { get; init; }

    /// <value>The default is 25.</value>
    public int Port { get; init; } = 25;

    public required MailAddress From { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether the connection is secured by STARTTLS.</summary>
    /// <value>The default is true where there is a user name, for its password must not be read on the way.</value>
    public bool UseTls { get; init; }

    /// <summary>The address people open the product at; the links of mails begin with it.</summary>
    public required Uri PublicUrl { get; init; }

    /// <value>The default is 20 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    public bool IsSetUp => Host.Length > 0;

    /// <summary>Reads <c>Mail:*</c>.</summary>
    /// <returns>The settings, or what is wrong with them, in Vietnamese.</returns>
    public static (MailSettings Settings, string? Problem) Read(IConfiguration configuration, string publicUrl)
    {
        if (configuration["Mail:Host"] is not { Length: > 0 } host) return (None, null);
        if (!Uri.TryCreate(publicUrl, UriKind.Absolute, out var address)) return (None, $"QMS_PUBLIC_URL \"{publicUrl}\" không phải là một địa chỉ, ví dụ https://iso.so-xyz.gov.vn.");
        if (!MailAddress.TryCreate(configuration["Mail:From"], out var from)) return (None, $"Mail__Host đã đặt, nhưng Mail__From \"{configuration["Mail:From"]}\" không phải là địa chỉ thư, ví dụ iso@so-xyz.gov.vn.");

        var port = 25;
        if (configuration["Mail:Port"] is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65535))
        {
            return (None, $"Mail__Port \"{text}\" không phải là số cổng từ 1 đến 65535.");
        }

        var user = configuration["Mail:User"] is { Length: > 0 } given ? given : null;
        var useTls = user is not null;
        if (configuration["Mail:UseTls"] is { Length: > 0 } tls && !bool.TryParse(tls, out useTls)) return (None, $"Mail__UseTls \"{tls}\" phải là true hoặc false.");

        return (new MailSettings { Host = host, Port = port, From = from, User = user, Password = configuration["Mail:Password"], UseTls = useTls, PublicUrl = address }, null);
    }
}
