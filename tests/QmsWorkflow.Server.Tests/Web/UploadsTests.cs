using Microsoft.AspNetCore.Http;
using QmsWorkflow.Server.Tests.Journeys;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Tests.Web;

/// <summary>What people send is read so far as it may be a document, and no further.</summary>
public sealed class UploadsTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void A_Word_file_that_is_too_large_is_refused_before_a_byte_of_it_is_read()
    {
        var sent = new Endless(21 * Megabyte);

        var (content, refusal) = Uploads.Word(new FormFile(sent, 0, sent.Length, "File", "lon.docx"));

        content.ShouldBeNull();
        refusal.ShouldBe("Tệp lớn 21 MB, nhiều nhất 20 MB.");
        sent.BytesRead.ShouldBe(0);
    }

    [Fact]
    public void What_cannot_be_a_Word_file_is_not_read_to_its_end()
    {
        var sent = new Endless(19 * Megabyte);

        var (content, refusal) = Uploads.Word(new FormFile(sent, 0, sent.Length, "File", "khong-phai.docx"));

        content.ShouldBeNull();
        refusal.ShouldBe("Đây không phải tệp Word (.docx).");
        sent.BytesRead.ShouldBeLessThan(Megabyte);
    }

    [Fact]
    public async Task A_Word_file_and_another_file_come_whole_and_nothing_is_made_of_no_file()
    {
        var docx = await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "templates", "annual-plan", "ke-hoach.docx"), TestContext.Current.CancellationToken);
        using var sent = new MemoryStream(docx);
        var file = new FormFile(sent, 0, docx.Length, "File", "ke-hoach.docx");

        Uploads.Word(file).Content.ShouldBe(docx);
        (await Uploads.ReadAsync(file, TestContext.Current.CancellationToken)).ShouldBe(docx);
        Uploads.Word(null).ShouldBe((null, null));
        (await Uploads.ReadAsync(null, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    /// <summary>Zeros, counted as they are read.</summary>
    private sealed class Endless(long length) : Stream
    {
        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - Position);
            Array.Clear(buffer, offset, read);
            Position += read;
            BytesRead += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => length + offset,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
