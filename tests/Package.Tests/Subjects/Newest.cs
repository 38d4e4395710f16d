using Instrumentation;

namespace Subject;

/// <summary>Needs C# 14.</summary>
internal static class Newest
{
    extension(int id)
    {
        public int Doubled => Twice(id);
    }

    [Traced]
    internal static int Twice(int id) => id * 2;
}
