import type { GuestCheck } from '../guest-check.ts'
import { scriptCheck } from '../guest-check.ts'

/** Virtual networks and packet filters. */
export const networkChecks: readonly GuestCheck[] = [
  scriptCheck('two network namespaces reach each other over a bridge', `
    ip link add br0 type bridge; ip link set br0 up; ip addr add 10.1.0.254/24 dev br0
    number=1
    for name in red blue; do
      ip netns add $name
      ip link add $name type veth peer name eth0 netns $name
      ip link set $name master br0 up
      ip -n $name addr add 10.1.0.$((number++))/24 dev eth0
      ip -n $name link set eth0 up; ip -n $name link set lo up
    done
    ip netns exec red ping -q -c 1 -W 10 10.1.0.2
    bridge link | grep -q 'red.*forwarding'`),
  scriptCheck('iptables masquerades: a host without a route back answers', `
    ip netns add outside
    ip link add outside type veth peer name eth0 netns outside
    ip addr add 192.0.2.1/24 dev outside; ip link set outside up
    ip -n outside addr add 192.0.2.2/24 dev eth0; ip -n outside link set eth0 up
    ip -n red route add default via 10.1.0.254
    echo 1 >/proc/sys/net/ipv4/ip_forward
    ! ip netns exec red ping -q -c 1 -W 1 192.0.2.2
    iptables -t nat -A POSTROUTING -s 10.1.0.0/24 ! -o br0 -m comment --comment check -j MASQUERADE
    ip netns exec red ping -q -c 1 -W 10 192.0.2.2
    iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -p tcp --dport 8080 -j DNAT --to-destination 10.1.0.1:80
    iptables -A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
    iptables -t nat -S | grep -q MASQUERADE`),
  scriptCheck('nft shows and makes rules, iptables-legacy too', `
    nft list ruleset | grep -q masquerade
    nft add table inet check; nft add chain inet check input '{ type filter hook input priority 0; }'
    nft add rule inet check input tcp dport 9 counter reject
    nft list table inet check | grep -q reject
    iptables-legacy -t nat -A POSTROUTING -s 10.9.0.0/24 -j MASQUERADE
    iptables-legacy -t nat -S | grep -q MASQUERADE`),
  scriptCheck('macvlan, ipvlan, vxlan, dummy and tun links can be made', `
    ip link add dummy0 type dummy && ip link set dummy0 up
    ip link add macvlan0 link dummy0 type macvlan mode bridge; ip link del macvlan0
    ip link add ipvlan0 link dummy0 type ipvlan mode l2; ip link del ipvlan0
    ip link add vxlan0 type vxlan id 1 dev dummy0 dstport 4789; ip link del vxlan0
    ip tuntap add tap0 mode tap`),
  scriptCheck('ss sees a web server of busybox, which answers on loopback', `
    mkdir -p /tmp/www; echo served >/tmp/www/index.html
    busybox httpd -p 127.0.0.1:8000 -h /tmp/www
    ss -tln | grep -q 127.0.0.1:8000
    [[ $(busybox wget -qO- http://127.0.0.1:8000/index.html) == served ]]`),
]
