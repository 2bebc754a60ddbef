using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using QmsWorkflow.Documents.Pdf;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Tests.Signing;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

public sealed class PdfRendererTests
{
    private static readonly byte[] Docx = PdfSample.Docx();
    private static readonly string[] Wanted = ["%PDF-1.4", "%PDF-1.5", "%PDF-1.6", "%PDF-1.7"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_documents_at_once_come_out_of_two_processes()
    {
        using var renderer = Renderer(new() { Workers = 2 });

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => renderer.RenderAsync(Docx, Stop)));

        all.ShouldAllBe(pdf => PagesOf(pdf) == 3);
        renderer.Workers.Count.ShouldBeInRange(1, 2);
        renderer.Workers.Sum(w => w.Count).ShouldBe(20);
    }

    [Fact]
    public async Task Originals_are_pdf_a_2b_and_looks_are_plain()
    {
        using var renderer = Renderer();

        var archive = await renderer.RenderAsync(Docx, Stop);
        var plain = await renderer.RenderAsync(Docx, PdfLevel.Plain, Stop);

        Wanted.ShouldContain(System.Text.Encoding.ASCII.GetString(archive, 0, 8));
        Metadata(archive).ShouldContain("<pdfaid:part>2</pdfaid:part>");
        Metadata(archive).ShouldContain("<pdfaid:conformance>B</pdfaid:conformance>");
        Metadata(plain).ShouldNotContain("pdfaid");
    }

    [Fact]
    public async Task A_killed_LibreOffice_is_replaced_and_the_document_still_comes()
    {
        using var renderer = Renderer();
        await renderer.RenderAsync(Docx, Stop);
        var first = renderer.Workers.Single();

        Process.GetProcessById(first.OfficeId).Kill();
        var pdf = await renderer.RenderAsync(Docx, Stop);

        PagesOf(pdf).ShouldBe(3);
        renderer.Workers.Single().OfficeId.ShouldNotBe(first.OfficeId);
        IsAlive(first.OfficeId).ShouldBeFalse();
    }

    [Fact]
    public async Task A_killed_driver_takes_its_LibreOffice_along()
    {
        using var renderer = Renderer();
        await renderer.RenderAsync(Docx, Stop);
        var first = renderer.Workers.Single();

        Process.GetProcessById(first.DriverId).Kill();
        PagesOf(await renderer.RenderAsync(Docx, Stop)).ShouldBe(3);

        await Until(() => !IsAlive(first.OfficeId));
    }

    [Fact]
    public async Task A_frozen_LibreOffice_is_ended_after_the_time_limit_and_the_document_still_comes()
    {
        using var renderer = Renderer(new() { Limit = TimeSpan.FromSeconds(12) });
        await renderer.RenderAsync(Docx, Stop);
        var first = renderer.Workers.Single();

        Signal(first.OfficeId, "STOP");
        PagesOf(await renderer.RenderAsync(Docx, Stop)).ShouldBe(3);

        IsAlive(first.OfficeId).ShouldBeFalse();
        renderer.Workers.Single().OfficeId.ShouldNotBe(first.OfficeId);
    }

    [Fact]
    public async Task A_file_that_is_no_Word_file_is_refused_and_the_process_goes_on()
    {
        using var renderer = Renderer();
        await renderer.RenderAsync(Docx, Stop);
        var process = renderer.Workers.Single().OfficeId;

        await Should.ThrowAsync<PdfRenderException>(() => renderer.RenderAsync([1, 2, 3], Stop));

        PagesOf(await renderer.RenderAsync(Docx, Stop)).ShouldBe(3);
        renderer.Workers.Single().OfficeId.ShouldBe(process);
    }

    [Fact]
    public async Task A_process_retires_after_its_lifetime()
    {
        using var renderer = Renderer(new() { Lifetime = 2 });
        await renderer.RenderAsync(Docx, Stop);
        var first = renderer.Workers.Single().OfficeId;

        await renderer.RenderAsync(Docx, Stop);
        await renderer.RenderAsync(Docx, Stop);

        renderer.Workers.Single().OfficeId.ShouldNotBe(first);
        IsAlive(first).ShouldBeFalse();
    }

    [Fact]
    public async Task A_reader_who_goes_away_leaves_LibreOffice_warm()
    {
        using var renderer = Renderer();
        await renderer.WarmUpAsync();
        var first = renderer.Workers.Single().OfficeId;
        using var reader = new CancellationTokenSource();

        var left = renderer.RenderAsync(Docx, reader.Token);
        await reader.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        await renderer.RenderAsync(Docx, Stop);

        renderer.Workers.Single().OfficeId.ShouldBe(first);
        renderer.Workers.Single().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stopping_server_ends_what_is_rendered_and_refuses_more()
    {
        using var renderer = Renderer();
        await renderer.WarmUpAsync();

        var running = renderer.RenderAsync(Docx, Stop);
        renderer.Stop();

        (await Should.ThrowAsync<PdfRenderException>(() => running)).Message.ShouldContain("đang dừng");
        (await Should.ThrowAsync<PdfRenderException>(() => renderer.RenderAsync(Docx, Stop))).Message.ShouldContain("đang dừng");
    }

    [Fact]
    public async Task Shutdown_leaves_no_process_and_no_folder()
    {
        var renderer = Renderer();
        await renderer.RenderAsync(Docx, Stop);
        var (worker, home) = (renderer.Workers.Single(), renderer.Home);
        Directory.Exists(home).ShouldBeTrue();
        var (office, driver) = (worker.OfficeId, worker.DriverId);

        renderer.Dispose();

        IsAlive(office).ShouldBeFalse();
        IsAlive(driver).ShouldBeFalse();
        Directory.Exists(home).ShouldBeFalse();
        Directory.GetFiles("/tmp", string.Create(CultureInfo.InvariantCulture, $"OSL_PIPE_*_qms-{Environment.ProcessId}-*"))
            .ShouldAllBe(pipe => !pipe.Contains(Path.GetFileName(home), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_driver_ends_everything_when_its_server_is_gone()
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestFolder.Create("pdf"), "home", "worker")).FullName;
        using var driver = Process.Start(new ProcessStartInfo("/usr/bin/python3")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "pdf-worker.py"), folder, $"qms-{Environment.ProcessId}-gone", "3221225472" },
        }).ShouldNotBeNull();
        var ready = (await driver.StandardOutput.ReadLineAsync(Stop)).ShouldNotBeNull();
        var office = System.Text.Json.JsonDocument.Parse(ready).RootElement.GetProperty("office").GetInt32();
        Signal(office, "STOP"); // even a frozen one

        driver.StandardInput.Close();
        await driver.WaitForExitAsync(Stop);

        await Until(() => !IsAlive(office));
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_python_each_document_starts_its_own_LibreOffice()
    {
        using var renderer = Renderer(new() { Python = "/nonexistent/python3" });

        PagesOf(await renderer.RenderAsync(Docx, Stop)).ShouldBe(3);

        renderer.Workers.ShouldBeEmpty();
    }

    [Fact]
    public void Folders_of_dead_processes_are_swept_and_those_of_living_ones_kept()
    {
        var parent = TestFolder.Create("sweep");
        var dead = Directory.CreateDirectory(Path.Combine(parent, "qms-pdf-4194305-1-abcdef", "profile")).Parent!.FullName;
        var again = Directory.CreateDirectory(Path.Combine(parent, $"qms-pdf-{Environment.ProcessId}-1-abcdef")).FullName; // our number, but somebody before us
        var other = Directory.CreateDirectory(Path.Combine(parent, "qms-pdf-notes")).FullName;

        var mine = PdfHome.Create(parent);
        var second = PdfHome.Create(parent);

        Directory.Exists(dead).ShouldBeFalse();
        Directory.Exists(again).ShouldBeFalse();
        Directory.Exists(other).ShouldBeTrue();
        Directory.Exists(mine).ShouldBeTrue();
        Directory.Exists(second).ShouldBeTrue();
    }

    [Fact]
    public async Task A_linked_picture_is_not_fetched()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/picture.png";
        using var renderer = Renderer();

        PagesOf(await renderer.RenderAsync(HostileDocx.WithLinkedPicture(address), Stop)).ShouldBe(1);

        listener.Pending().ShouldBeFalse();
    }

    private static PdfRenderer Renderer(PdfRendererOptions? options = null) => new(NullLogger<PdfRenderer>.Instance, options);

    private static int PagesOf(byte[] pdf) => PdfFile.Open(pdf) is var file && file.Resolve(file.Dict(file.Catalog["Pages"])["Count"]) is PdfValue.Number count ? (int)count.Value : 0;

    private static string Metadata(byte[] pdf)
    {
        var file = PdfFile.Open(pdf);
        return file.Resolve(file.Catalog["Metadata"]) is PdfValue.Stream stream ? System.Text.Encoding.UTF8.GetString(file.Content(stream)) : "";
    }

    private static void Signal(int pid, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>A process that ended but was not waited for is as good as gone.</summary>
    private static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        var limit = Stopwatch.StartNew();
        while (!condition())
        {
            limit.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(20, Stop);
        }
    }
}
