namespace QmsWorkflow.Server.Runtime;

/// <summary>Wakes the job worker of this process at once; other processes find the job at their next look.</summary>
internal sealed class JobSignal : IDisposable
{
    private readonly SemaphoreSlim[] lanes = [.. JobLanes.All.Select(_ => new SemaphoreSlim(0))];

    public void Wake()
    {
        foreach (var lane in lanes)
        {
            // One waking is enough for any number of jobs: whoever wakes works until none is left.
            lock (lane)
            {
                if (lane.CurrentCount == 0) lane.Release();
            }
        }
    }

    public Task WaitAsync(JobLane lane, TimeSpan atMost, CancellationToken ct) => lanes[(int)lane].WaitAsync(atMost, ct);

    public void Dispose()
    {
        foreach (var lane in lanes) lane.Dispose();
    }
}
