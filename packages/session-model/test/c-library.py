# What the C library makes of TZ strings: for each, the offset at each instant, and the instant that
# Python's datetime.timestamp() has for each local time. JSON on stdin and stdout.
import datetime, json, os, sys, time

asked = json.load(sys.stdin)
epoch = datetime.datetime(1970, 1, 1)
answers = []
for zone in asked["zones"]:
    os.environ["TZ"] = zone["text"]
    time.tzset()
    seconds = asked["seconds"] + zone["seconds"]
    local = [epoch + datetime.timedelta(seconds=each) for each in seconds]
    answers.append(
        {
            "offsets": [time.localtime(each).tm_gmtoff for each in seconds],
            "instants": [int(each.timestamp()) for each in local],
        }
    )
json.dump(answers, sys.stdout)
