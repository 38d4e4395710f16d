global using Labelled = Instrumentation.TagAttribute;
global using Spanned = Instrumentation.TracedAttribute;
