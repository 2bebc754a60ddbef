"""Keeps one LibreOffice warm and turns Word files into PDF for the server.

Each line of standard input is one order in JSON, each line of standard output its answer. When standard input ends, because the server
stopped or died, everything is ended and the folder is removed: nothing outlives the server.
"""
import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

folder, pipe, memory = sys.argv[1], sys.argv[2], int(sys.argv[3])
server = os.getppid()
office = None
ending = threading.Event()


def say(**answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def end(code=0):
    ending.set()
    if office is not None:
        try:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait()
        except ProcessLookupError:
            pass
    shutil.rmtree(folder, ignore_errors=True)
    try:
        os.unlink("/tmp/OSL_PIPE_%d_%s" % (os.getuid(), pipe))
    except OSError:
        pass
    if os.getppid() != server:  # it died and cannot tidy up itself
        try:
            os.rmdir(os.path.dirname(folder))
        except OSError:
            pass
    os._exit(code)


def read(orders):
    for line in sys.stdin:
        orders.append(json.loads(line))
        waiting.release()
    end()


def confine():
    """Runs in the child before LibreOffice: it dies with this process, cannot grow without bound and has no network where the kernel lets us."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(1, signal.SIGKILL)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    user, group = os.getuid(), os.getgid()
    if libc.unshare(0x10000000 | 0x40000000) == 0:
        for name, text in (("setgroups", "deny"), ("uid_map", "%d %d 1" % (user, user)), ("gid_map", "%d %d 1" % (group, group))):
            try:
                with open("/proc/self/" + name, "w") as target:
                    target.write(text)
            except OSError:
                pass


SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
%s</oor:items>
"""
ITEM = '<item oor:path="/org.openoffice.%s"><prop oor:name="%s" oor:op="fuse"><value>%s</value></prop></item>\n'
# No macro ever runs, no link is followed or updated, and what would still reach out finds a proxy where nobody listens.
VALUES = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
)


def start():
    global office
    profile = os.path.join(folder, "profile", "user")
    os.makedirs(profile, exist_ok=True)
    with open(os.path.join(profile, "registrymodifications.xcu"), "w") as target:
        target.write(SETTINGS % "".join(ITEM % value for value in VALUES))
    program = next((p for p in ("/usr/lib/libreoffice/program/soffice.bin", "/opt/libreoffice/program/soffice.bin") if os.path.exists(p)), None)
    if program is None:
        say(error="no-office")
        end(3)
    office = subprocess.Popen(
        [program, "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
         "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--accept=pipe,name=%s;urp;StarOffice.ComponentContext" % pipe],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=confine,
        env=dict(os.environ, SAL_USE_VCLPLUGIN="svp", HOME=folder, TMPDIR=folder))


def watch():
    """Says at once when LibreOffice is gone, so that the server need not wait for the time limit."""
    while not ending.is_set():
        process = office
        if process is not None and process.wait() is not None:
            if process.returncode == 81 and process is office:  # asks to be started again after making its profile
                start()
                continue
            if not ending.is_set():
                say(error="office-ended", code=process.returncode)
                end(4)


def connect(uno):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", context)
    while True:
        try:
            remote = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
        except Exception:
            time.sleep(0.05)


def prop(uno, name, value):
    item = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    item.Name, item.Value = name, value
    return item


def convert(uno, desktop, order):
    document = desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(order["source"]), "_blank", 0,
        (prop(uno, "Hidden", True), prop(uno, "ReadOnly", True), prop(uno, "MacroExecutionMode", 0), prop(uno, "UpdateDocMode", 0),
         prop(uno, "FilterName", "MS Word 2007 XML")))
    if document is None:
        raise ValueError("not loaded")
    try:
        data = [prop(uno, "SelectPdfVersion", 2 if order["archive"] else 0)]
        document.storeToURL(
            uno.systemPathToFileUrl(order["target"]),
            (prop(uno, "FilterName", "writer_pdf_Export"), prop(uno, "FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", tuple(data)))))
    finally:
        document.close(True)


orders = []
waiting = threading.Semaphore(0)
threading.Thread(target=read, args=(orders,), daemon=True).start()
try:
    import uno
except ImportError:
    say(error="no-uno")
    end(3)

start()
threading.Thread(target=watch, daemon=True).start()
desktop = connect(uno)
say(ready=True, office=office.pid)
while True:
    waiting.acquire()
    order = orders.pop(0)
    try:
        convert(uno, desktop, order)
        say(done=True)
    except Exception as failure:  # of any kind: the server decides what to do with it
        try:
            desktop.getFrames().getCount()
        except Exception:  # it was not the document: LibreOffice is gone
            say(error="office-lost")
            end(4)
        say(error="not-converted", text=str(failure)[:500])
