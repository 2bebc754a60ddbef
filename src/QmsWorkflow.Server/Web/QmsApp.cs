using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.WebEncoders;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Compose;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.FormChecks;
using QmsWorkflow.Server.Features.Measurements.Definitions;
using QmsWorkflow.Server.Features.Measurements.Entries;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Measurements.Pages;
using QmsWorkflow.Server.Features.Measurements.Samples;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Plans;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Features.Templates;
using QmsWorkflow.Server.Features.Trails;
using QmsWorkflow.Server.Features.Workflows;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Web;

/// <summary>Where things lie and what is switched on.</summary>
internal sealed record QmsSettings
{
    public required string ConnectionString { get; init; }

    /// <summary>The data folder: files, keys, the private cluster.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The folder with <c>workflows</c>, <c>templates</c> and <c>samples</c>.</summary>
    public required string ContentFolder { get; init; }

    public string Url { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The address people open the product at; the same as <see cref="Url"/> where none is given.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How mails are sent; none unless the agency sets it up.</summary>
    public MailSettings Mail { get; init; } = MailSettings.None;

    public bool IsDemo { get; init; }

    /// <summary>The password of the demo accounts.</summary>
    public string DemoPassword { get; init; } = "Demo@2026";

    /// <summary>Whether jobs and timers run by themselves; tests step through time instead.</summary>
    public bool Beats { get; init; } = true;
}

/// <summary>The composition root: a table of contents of the product.</summary>
internal static class QmsApp
{
    private const long UploadLimit = Uploads.MostMegabytes * 1024 * 1024;

    /// <summary>The task page tells the limit of a single file itself and keeps what was typed; only beyond this it is not read at all.</summary>
    private const long EvidenceLimit = 5 * UploadLimit;

    public static WebApplication Build(QmsSettings settings, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(QmsApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.WebHost.UseUrls(settings.Url).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = EvidenceLimit);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        AddServices(builder.Services, settings);
        replace?.Invoke(builder.Services);
        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, QmsSettings settings)
    {
        services.AddSingleton(settings);
        services.AddData(settings.ConnectionString);
        services.AddRuntime();
        if (settings.Beats) services.AddRuntimeBeats();
        if (settings is { Beats: true, IsDemo: true }) services.AddHostedService<ClockFollower>();
        if (settings.Beats) services.AddHostedService<PdfService>();
        services.AddPeople(new DemoOptions(settings.IsDemo, settings.DemoPassword));
        services.AddCalendar().AddTrails().AddNotifications(settings.Mail).AddOperations().AddWorkflows();
        services.AddSingleton(new FormFolder(Path.Combine(settings.ContentFolder, "workflows", "forms")));
        services.AddTasks().AddApprovals().AddCycles().AddPlans().AddObjectives().AddObjectiveLinks();
        services.AddDocuments(Path.Combine(settings.ContentFolder, "templates"), Path.Combine(settings.DataFolder, "files"), settings.PublicUrl ?? new Uri(settings.Url));
        services.AddRegisters();
        services.AddEvaluating().AddImports().AddEntries().AddDefinitions().AddMeasurePages().AddSamples();
        services.AddTemplates().AddCompose().AddFormChecks();
        services.AddSigningKeys(settings.DataFolder).AddSigningFlow();
        services.AddPages(settings);
    }

    private static void AddPages(this IServiceCollection services, QmsSettings settings)
    {
        services.AddHttpContextAccessor().AddScoped<Flash>().AddScoped<Reading>();
        services.AddRazorComponents();
        services.AddLocalization();
        services.AddAntiforgery(options => options.Cookie.Name = "qms.form");
        services.Configure<FormOptions>(options =>
        {
            // What a request may hold is limited by its address, below.
            options.MultipartBodyLengthLimit = UploadedFile.Most + UploadLimit;
            // A composed document with a long table has many fields.
            options.ValueCountLimit = 20_000;
        });
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new System.Text.Encodings.Web.TextEncoderSettings(UnicodeRanges.All));
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys"))).SetApplicationName("QmsWorkflow");
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            // Sessions live in real time: moving the demo date must not sign anybody out.
            options.TimeProvider = TimeProvider.System;
            options.Cookie.Name = "qms.session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.LoginPath = "/sign-in";
            options.AccessDeniedPath = "/errors/403";
            options.ExpireTimeSpan = TimeSpan.FromHours(8);
            options.SlidingExpiration = true;
        });
        services.AddAuthorization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            CultureInfo[] cultures = [new("vi"), new("en")];
            options.DefaultRequestCulture = new RequestCulture("vi");
            options.SupportedCultures = cultures;
            options.SupportedUICultures = cultures;
            // The language is the person's choice here, not the browser's: Vietnamese first.
            options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = "qms.language" }];
        });
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseExceptionHandler("/errors/500", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/errors/{0}", createScopeForStatusCodePages: true);
        app.Use(ShowErrorsAsPagesAsync);
        app.Use(static (http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; form-action 'self'; base-uri 'self'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            return next(http);
        });
        app.UseStaticFiles();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseMiddleware<PersonMiddleware>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(RefuseForgedFormsAsync);
        app.MapGet("/health", () => "ok").AllowAnonymous();
        app.MapGet("/", () => Results.Redirect("/work")).AllowAnonymous();
        SessionEndpoints.Map(app);
        app.MapNotifications();
        app.MapTrails();
        app.MapWorkflows();
        app.MapRegisters();
        app.MapImports();
        DocumentEndpoints.Map(app);
        app.MapTemplates();
        app.MapFormChecks();
        app.MapMeasurePages();
        app.MapDefinitions();
        app.MapRazorComponents<AppPage>();
    }

    /// <summary>A form without its token, or from a page opened too long ago, ends here, before any page has begun to answer.</summary>
    private static Task RefuseForgedFormsAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(http);

        // The error page that follows is not judged again.
        http.Features.Set<IAntiforgeryValidationFeature>(null);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }

    /// <summary>An error page is shown, not posted to, whatever the failed request was; too large a request gets its page before its body is read.</summary>
    private static Task ShowErrorsAsPagesAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null || http.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            http.Request.Method = HttpMethods.Get;
        }
        else if (http.Request.ContentLength > LimitOf(http.Request.Path))
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        if (http.Request.Path.StartsWithSegments("/measure/imports", StringComparison.Ordinal) && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = UploadedFile.Most + UploadLimit;
        }

        return next(http);
    }

    /// <summary>Case lists of a year are far larger than documents.</summary>
    private static long LimitOf(PathString path) =>
        path.StartsWithSegments("/measure/imports", StringComparison.Ordinal) ? UploadedFile.Most + UploadLimit : path.StartsWithSegments("/work", StringComparison.Ordinal) ? EvidenceLimit : UploadLimit;
}
