// Stage 5: processes.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

const root = "/srv/box"

func main() {
	if os.Args[0] == "inside" {
		inside()
	}
	cmd := exec.Command("/proc/self/exe", os.Args[1:]...)
	cmd.Args[0] = "inside"
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWUTS | syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS |
			syscall.CLONE_NEWPID,
		// Root in there is the account 1000 out here.
		UidMappings: []syscall.SysProcIDMap{{HostID: 1000, Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: 1000, Size: 1}},
		Credential:  &syscall.Credential{NoSetGroups: true},
	}
	must(cmd.Run())
}

// inside runs in the new namespaces, and becomes the command.
func inside() {
	must(syscall.Sethostname([]byte("box")))
	must(syscall.Mount(root, root, "", syscall.MS_BIND, ""))
	// Linux allows it only where a proc is in sight: the old root's.
	must(syscall.Mount("proc", root+"/proc", "proc", 0, ""))
	must(os.Chdir(root))
	must(syscall.PivotRoot(".", "."))
	must(syscall.Unmount(".", syscall.MNT_DETACH))
	path, err := exec.LookPath(os.Args[1])
	must(err)
	must(syscall.Exec(path, os.Args[1:], os.Environ()))
}

// must ends the program when a step failed, with the container's own exit code where it is that.
func must(err error) {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		os.Exit(exit.ExitCode())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "box:", err)
		os.Exit(1)
	}
}
