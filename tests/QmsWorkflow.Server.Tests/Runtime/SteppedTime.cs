namespace QmsWorkflow.Server.Tests.Runtime;

/// <summary>Time with timers, moved by the test. A jump leaves the timers behind, as when a process was frozen.</summary>
internal sealed class SteppedTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<SteppedTimer> timers = [];
    private DateTimeOffset now = start;

    /// <summary>How many timers run.</summary>
    public int Running
    {
        get
        {
            lock (gate) return timers.Count;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Time passes, and the timers whose time has come ring.</summary>
    public void Pass(TimeSpan time)
    {
        List<SteppedTimer> ringing;
        lock (gate)
        {
            now += time;
            ringing = [.. timers.Where(timer => timer.DueAt <= now)];
            foreach (var timer in ringing) timer.DueAt = now + timer.Period;
        }

        ringing.ForEach(timer => timer.Ring());
    }

    /// <summary>Time passes for everybody but this process' timers.</summary>
    public void Jump(TimeSpan time)
    {
        lock (gate)
        {
            now += time;
            timers.ForEach(timer => timer.DueAt += time);
        }
    }

    private sealed class SteppedTimer(SteppedTime time, Action ring) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;

                (DueAt, Period) = (time.now + dueTime, period);
                time.timers.Add(this);
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
