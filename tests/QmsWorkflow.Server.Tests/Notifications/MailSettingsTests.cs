using Microsoft.Extensions.Configuration;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.Operations;

namespace QmsWorkflow.Server.Tests.Notifications;

/// <summary>What an administrator writes into <c>Mail__*</c>.</summary>
public sealed class MailSettingsTests
{
    [Fact]
    public void Without_a_host_there_are_no_mails_whatever_else_is_set()
    {
        var (settings, problem) = Read(("Mail:From", "no address"), ("Mail:Port", "x"));

        problem.ShouldBeNull();
        settings.IsSetUp.ShouldBeFalse();
    }

    [Fact]
    public void A_host_and_a_sender_are_enough()
    {
        var (settings, problem) = Read(("Mail:Host", "mail.so.gov.vn"), ("Mail:From", "iso@so.gov.vn"));

        problem.ShouldBeNull();
        settings.IsSetUp.ShouldBeTrue();
        settings.Port.ShouldBe(25);
        settings.UseTls.ShouldBeFalse();
    }

    [Fact]
    public void A_password_travels_secured_unless_the_administrator_says_otherwise()
    {
        Read(("Mail:Host", "m"), ("Mail:From", "iso@so.gov.vn"), ("Mail:User", "iso")).Settings.UseTls.ShouldBeTrue();
        Read(("Mail:Host", "m"), ("Mail:From", "iso@so.gov.vn"), ("Mail:User", "iso"), ("Mail:UseTls", "false")).Settings.UseTls.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Mail:From", "", "Mail__From")]
    [InlineData("Mail:From", "iso", "Mail__From")]
    [InlineData("Mail:Port", "0", "Mail__Port")]
    [InlineData("Mail:Port", "70000", "Mail__Port")]
    [InlineData("Mail:Port", "smtp", "Mail__Port")]
    [InlineData("Mail:UseTls", "yes", "Mail__UseTls")]
    public async Task The_server_does_not_start_with_a_wrong_setting_and_names_it(string name, string value, string named)
    {
        var configuration = Configuration(("Mail:Host", "m"), ("Mail:From", "iso@so.gov.vn"), (name, value));

        var refusal = await Should.ThrowAsync<StartException>(() => ServerHost.OpenAsync(configuration, serves: true, TestContext.Current.CancellationToken));

        refusal.Message.ShouldContain(named);
    }

    private static (MailSettings Settings, string? Problem) Read(params (string Name, string Value)[] settings) => MailSettings.Read(Configuration(settings), "http://127.0.0.1:5080");

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(s => s.Name).Select(g => KeyValuePair.Create(g.Key, (string?)g.Last().Value))).Build();
}
