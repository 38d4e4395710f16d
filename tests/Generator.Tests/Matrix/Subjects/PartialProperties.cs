using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Instrumentation;

namespace Matrix.Properties
{
    public partial class Orders<T>
        where T : class
    {
        private readonly Dictionary<int, T> _items = new Dictionary<int, T>();

        [Tag]
        public bool IsOpen { get; set; }

        public virtual partial T this[[Tag] int id, string note = "none"] { [Traced, Counted, InFlight] get; [Traced] protected set; }

        public static partial Task<DateTime> Started { [Traced, Timed("started")] [return: Tag] get; }

#if NULLABLE
        internal partial string? Note { get; [Counted] [param: Tag(On = On.Metrics)] set; }

        private string? GetNoteCore() => null;

        private void SetNoteCore(string? value)
#else
        internal partial string Note { get; [Counted] [param: Tag(On = On.Metrics)] set; }

        private string GetNoteCore() => null;

        private void SetNoteCore(string value)
#endif
        {
        }

        private T GetItemCore(int id, string note) => _items[id];

        private void SetItemCore(int id, string note, T value) => _items[id] = value;

        private static Task<DateTime> GetStartedCore() => Task.FromResult(DateTime.UnixEpoch);
    }
}
