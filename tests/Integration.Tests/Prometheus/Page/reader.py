"""Reads pages with the parsers of Prometheus' own client library. A page comes as a line, "text 123" or "open 123", and so many bytes;
the answer is a line of JSON: the samples, or what is wrong with the page."""
import json
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families as read_open
from prometheus_client.parser import text_string_to_metric_families as read_text


def samples_of(family):
    for sample in family.samples:
        exemplar = sample.exemplar and {"labels": sample.exemplar.labels, "value": sample.exemplar.value}
        yield {
            "family": family.name, "type": family.type, "unit": family.unit, "help": family.documentation,
            "name": sample.name, "labels": sample.labels, "value": repr(float(sample.value)), "exemplar": exemplar,
        }


for head in iter(sys.stdin.buffer.readline, b""):
    syntax, length = head.split()
    try:
        page = sys.stdin.buffer.read(int(length)).decode("utf-8")
        read = read_open if syntax == b"open" else read_text
        answer = {"samples": [sample for family in read(page) for sample in samples_of(family)]}
    except Exception as fault:
        answer = {"fault": f"{type(fault).__name__}: {fault}"}
    print(json.dumps(answer), flush=True)
