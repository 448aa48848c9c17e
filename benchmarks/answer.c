/* A messenger that is never the limit: answers every POST on loopback as Telegram answers sendMessage.
 * One thread, epoll, connections kept alive. Prints its port and ends when its standard input does. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 1024
#define ROOM 65536

static struct { int used; char data[ROOM + 1]; } *connections[MOST];
static long message_id;

static void answer(int fd) {
    char body[512], whole[1024];
    int length = snprintf(body, sizeof body,
        "{\"ok\":true,\"result\":{\"message_id\":%ld,\"from\":{\"id\":123456,\"is_bot\":true,\"first_name\":\"School\","
        "\"username\":\"school_bot\"},\"chat\":{\"id\":700001,\"first_name\":\"Olga\",\"type\":\"private\"},"
        "\"date\":1790000000,\"text\":\"5A, Tuesday 13 October: mark 5\"}}", ++message_id);
    int total = snprintf(whole, sizeof whole,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: keep-alive\r\n\r\n%s",
        length, body);
    if (write(fd, whole, (size_t)total) != total) close(fd);
}

/* How many bytes the first whole request takes; 0 while it is not all there. */
static int request(const char *data, int used) {
    const char *end = strstr(data, "\r\n\r\n");
    if (!end) return 0;
    const char *header = strcasestr(data, "content-length:");
    int total = (int)(end + 4 - data) + (header && header < end ? atoi(header + 15) : 0);
    return total <= used ? total : 0;
}

static void readable(int fd) {
    ssize_t got = read(fd, connections[fd]->data + connections[fd]->used, (size_t)(ROOM - connections[fd]->used));
    if (got <= 0) {
        close(fd);
        return;
    }
    int used = connections[fd]->used + (int)got, taken;
    connections[fd]->data[used] = 0;
    while ((taken = request(connections[fd]->data, used)) > 0) {
        used -= taken;
        memmove(connections[fd]->data, connections[fd]->data + taken, (size_t)used + 1);
        answer(fd);
    }
    connections[fd]->used = used;
}

static void watch(int poll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
}

static void accepted(int poll, int listener) {
    int fd = accept(listener, NULL, NULL), on = 1;
    if (fd < 0 || fd >= MOST) return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (!connections[fd]) connections[fd] = malloc(sizeof *connections[fd]);
    connections[fd]->used = 0;
    watch(poll, fd);
}

int main(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
    if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 256)) return 1;
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    watch(poll, listener);
    watch(poll, 0);
    for (;;) {
        struct epoll_event events[64];
        int count = epoll_wait(poll, events, 64, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == 0) return 0;
            if (events[i].data.fd == listener) accepted(poll, listener);
            else readable(events[i].data.fd);
        }
    }
}
