using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Notifications;

internal static class NotificationsSetup
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, MailSettings mail) => services
        .AddSingleton(mail).AddSingleton<IMailSender, SmtpMailSender>()
        .AddScoped<NotificationDesk>().AddScoped<NotificationMails>().AddScoped<IJobHandler, MailJob>();

    public static void MapNotifications(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/notifications/{id:guid}", OpenAsync).RequireAuthorization();

    /// <summary>Opens what a notification speaks of.</summary>
    private static async Task<IResult> OpenAsync(Guid id, NotificationDesk desk, CurrentActor current, CancellationToken ct) =>
        await desk.OpenAsync(id, current.Required, ct) is { } url ? Results.Redirect(Session.IsOwn(url) ? url : "/work") : Results.NotFound();
}
